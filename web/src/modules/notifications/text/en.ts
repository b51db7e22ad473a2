export const en = {
  title: 'Notifications',
  nav: { inbox: 'Inbox' },
  action: { unread: 'Show what is unread', send: 'Write into somebody’s inbox', channels: 'Choose how you are notified' },
  bell: { label_zero: 'Notifications', label_one: 'Notifications: {{count}} unread', label_other: 'Notifications: {{count}} unread', newest: 'Notifications', all: 'Open the inbox', readAll: 'Mark all as read', empty: 'Nothing new. What the house has to tell you appears here.' },
  inbox: {
    title: 'Inbox', hint: 'Everything that the house has told you.', what: 'Notification', kind: 'Kind', filed: 'Filed as', when: 'When', state: 'State', read: 'Read', unread: 'Unread',
    readAll: 'Mark all as read', readAllDone: 'Everything is marked as read.', mark: 'Mark as read', marked_one: '{{count}} notification marked as read.', marked_other: '{{count}} notifications marked as read.',
    clear: 'Delete what is read', clearQuestion: 'Delete everything that you have read?', clearText: 'Unread notifications stay. What is deleted does not come back.', cleared: 'What was read is deleted.',
    remove: 'Delete this notification?', removeMany_one: 'Delete {{count}} notification?', removeMany_other: 'Delete {{count}} notifications?', removeText: 'It does not come back.', removed: 'Deleted.',
    empty: 'Your inbox is empty', emptyHint: 'Decisions on claims, answers to tickets, budgets that run out: they appear here as they happen.', open: 'Open it', received: 'Received', readAt: 'Read', one: 'Notification',
  },
  send: {
    open: 'Write to somebody', title: 'Write into an inbox', person: 'Write into the inbox', to: 'To', toHint: 'Type a part of the name, the e-mail or the user ID.', subject: 'Title', message: 'Message', link: 'Leads to',
    linkHint: 'A path of this console, such as /claims/7. Leave empty where there is nothing to open.', notLink: 'Begin with a slash and write only the path: /claims/7.', submit: 'Send', failed: 'Not sent.', sent: '“{{title}}” is in the inbox.',
  },
  type: { transaction: 'Money', alert: 'Alert', reminder: 'Reminder', kyc: 'Identity' },
  module: { planning: 'Planning', insurance: 'Insurance', support: 'Support', notifications: 'The house', other: 'Other' },
  kind: {
    budget_nearly_spent: 'A budget is nearly spent', budget_overspent: 'A budget is overspent', goal_reached: 'A goal is reached', claim_decided: 'A claim is approved, rejected or paid', claim_received: 'A claim waits for review',
    policy_renewal: 'A policy comes up for renewal', policy_ended: 'A policy expired or was cancelled', ticket_answered: 'A ticket is answered', ticket_resolved: 'A ticket is resolved', ticket_new: 'Somebody opened a ticket',
    ticket_assigned: 'A ticket is given to you', ticket_replied: 'The owner of your ticket replied', message: 'The administration wrote to you', note: 'A note of your own',
  },
  channels: {
    title: 'Notifications', hint: 'Where each kind reaches you. Switching a kind off in both places means that you never hear of it.', kind: 'What happened', inApp: 'In the app', mail: 'By mail',
    inAppOf: '{{kind}}: in the app', mailOf: '{{kind}}: by mail', noMail: 'Mail is switched off for your account altogether; switch it on above.', saved: 'Saved.',
  },
}
export type NotificationsText = typeof en
