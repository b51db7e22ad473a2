export const en = {
  title: 'Support',
  nav: { tickets: 'My tickets', desk: 'Help desk', figures: 'Help desk figures' },
  action: { newTicket: 'Ask for help', open: 'Show open tickets', mine: 'Show tickets given to me', nobody: 'Show tickets that nobody answers' },
  status: { open: 'Open', in_progress: 'In progress', resolved: 'Resolved', closed: 'Closed' },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
  waiting: { staff: 'Waits for us', owner: 'Waits for the client', nobody: '—' },
  waitingOwn: { staff: 'Waits for an answer', owner: 'Waits for you', nobody: '—' },
  field: { number: 'Number', subject: 'Subject', message: 'Message', status: 'Status', priority: 'Priority', assignee: 'Answered by', from: 'From', created: 'Opened', updated: 'Last change', waiting: 'Whose turn', resolved: 'Resolved', firstAnswer: 'First answer after', resolution: 'Resolved after', name: 'Your name', email: 'Your e-mail address', age: 'Age' },
  contact: {
    title: 'Contact us', hint: 'No account is needed. Leave an e-mail address if you want an answer by mail.', send: 'Send', optional: 'Not required.', emailHint: 'Not required; without it we can’t write back.', priorityHint: 'How much does it press?', sentTitle: 'Thank you, we have it.', number: 'Your ticket has the number', keep: 'Name it when you write or call about this.', byMail: 'The answer goes to {{email}}.', yours: 'You are signed in: follow it among your tickets.', follow: 'Open the ticket', another: 'Send another message', signIn: 'Sign in',
    tooMany: 'Too many messages came from your connection. Wait {{wait}}, then send it again; what you wrote is still here.', minutes_one: '{{count}} minute', minutes_other: '{{count}} minutes', while: 'some minutes', copy: 'Copy the number',
  },
  tickets: {
    title: 'My tickets', one: 'Ticket', add: 'Ask for help', empty: 'No tickets yet', emptyHint: 'Ask us anything: you see the answers here, and hear of them in your inbox.', created: 'Ticket {{number}} is open.', thread: 'Conversation', reply: 'Your reply', replyPlaceholder: 'Write a reply', sendReply: 'Send the reply', sent: 'Sent.', closedHint: 'This ticket is closed. Open a new one if there is more to say.', reopens: 'Replying opens this ticket again.',
    house: 'The house', you: 'You', internal: 'Internal note', internalHint: 'Only those who answer tickets see it.', answer: 'Answer', note: 'Internal note', sendNote: 'Keep the note', stranger: 'A stranger', noMail: 'No address: an answer can’t reach this person.', toStranger: 'Goes by mail to {{email}}.', asked: 'Asked', saying: 'What to write', keysHint: 'Ctrl + Enter sends',
  },
  desk: {
    title: 'Help desk', hint: 'j and k step, Enter opens, r replies, n notes, e resolves, m takes it.', empty: 'No tickets', emptyHint: 'Questions of clients and strangers appear here as they arrive.', me: 'Me', nobody: 'Nobody', take: 'Give it to me', resolve: 'Resolve', reopen: 'Open again', close: 'Close', changed: 'Changed.', removed: 'Deleted: {{name}}.', remove: 'Delete this ticket?', removeText: 'The ticket and its conversation are deleted for good.', replyKey: 'Reply', noteKey: 'Write an internal note', next: 'Next ticket', previous: 'Previous ticket', keys: 'In the help desk', all: 'All', open: 'Open', forgotten_one: '{{count}} waits for more than 24 hours', forgotten_other: '{{count}} wait for more than 24 hours', noneForgotten: 'None waits for more than 24 hours', setStatus: 'Status of {{number}}', setPriority: 'Priority of {{number}}', setAssignee: 'Who answers {{number}}', file: 'tickets', resolvedMany_one: '{{count}} ticket resolved.', resolvedMany_other: '{{count}} tickets resolved.', tookMany_one: '{{count}} ticket is yours now.', tookMany_other: '{{count}} tickets are yours now.',
  },
  figures: {
    title: 'Help desk figures', range: 'Range', days: '{{count}} days', created: 'Opened', createdNote: 'in {{count}} days', waitingNow: 'Open now', forgotten: 'Forgotten', forgottenNote: 'no answer for 24 hours', firstAnswer: 'First answer, median', firstAnswerNote: 'nine of ten within {{time}}', resolution: 'Resolution, median', none: '—', ofCount_one: 'of {{count}} ticket', ofCount_other: 'of {{count}} tickets', statusTitle_one: '{{count}} ticket is open or in progress', statusTitle_other: '{{count}} tickets are open or in progress', statusUnit: 'tickets by status, now', priorityTitle_one: '{{count}} open ticket presses', priorityTitle_other: '{{count}} open tickets press', priorityTitleNone: 'No open ticket presses', priorityUnit: 'open tickets by priority, now', tickets: 'Tickets', timesTitle: 'Half of all tickets get their first answer within {{time}}', timesTitleNone: 'No ticket was answered in this time', times: 'Times', median: 'Median', p90: 'Nine of ten within', count: 'Tickets', firstAnswerRow: 'First answer', resolutionRow: 'Resolution',
  },
}
export type SupportText = typeof en
