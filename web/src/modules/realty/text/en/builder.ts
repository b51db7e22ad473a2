// Words of the sales desk.
export const builder = {
  notNumber: 'This is not a number.', notWhole: 'This is not a whole number.', coming: 'Coming up', toCalendar: 'The calendar', takenOf: '{{name}}: {{percent}} % of the homes are taken',
  field: {
    address: 'Address', agreed: 'Agreed price', amenities: 'Amenities', amount: 'Amount', area: 'Site, square feet', available: 'On offer', balconies: 'Balconies', bathrooms: 'Bathrooms', booked: 'Booked', booking: 'Booking',
    cancelled: 'Cancelled', changed: 'Changed', city: 'City', completed: 'Completed on', completion: 'Completion', customer: 'Customer', day: 'Day', description: 'Description', development: 'Development', email: 'E-mail',
    expected: 'Should be done', facing: 'Faces', featured: 'Put first', features: 'Features', floor: 'Floor', for: 'For', kind: 'Kind', loan: 'Loan', method: 'Paid by', name: 'Name', next: 'Next due', note: 'Note', open: 'Open', order: 'Order',
    overdue: 'Overdue', paid: 'Paid', parking: 'Parking', phone: 'Telephone', place: 'Where', plan: 'Payment plan', price: 'Price', priceFirst: 'Price, lowest floor', priceFrom: 'Price from', priceTo: 'Price to', reason: 'Reason',
    registration: 'Registration', sqft: 'Square feet', stack: 'Stack', start: 'Begins', state: 'State', status: 'Status', taken: 'Homes taken', time: 'Time', totalUnits: 'Homes in all', unit: 'Home', when: 'When', wishes: 'Wishes', zip: 'Postal code',
  },
  tab: { overview: 'Overview', units: 'Homes', construction: 'Construction', files: 'Files and models', steps: 'Payment steps', bookings: 'Bookings' },
  order: { newest: 'Newest first', name: 'By name', completion: 'Next to be complete', price_low: 'Lowest price', price_high: 'Highest price' },
  tile: {
    active: 'Active bookings', activeNote: 'token paid or confirmed', bookings: 'Bookings', built: 'Built', cancelled_one: '{{count}} cancelled', cancelled_other: '{{count}} cancelled', changes: 'Change requests', changesNote: 'wait for your answer',
    entered_one: '{{count}} entered with its number', entered_other: '{{count}} entered with their numbers', ofHomes_one: 'of {{count}} home', ofHomes_other: 'of {{count}} homes', open: 'Still owed', overdueOf_one: 'on {{count}} booking', overdueOf_other: 'on {{count}} bookings',
    pending: 'Before the token', pendingCount_one: '{{count}} before the token', pendingCount_other: '{{count}} before the token', pendingNote: 'inquiries and visits', received: 'Received', taken: 'Booked and sold', unread: 'Unread messages', unreadNote: 'from customers', visits: 'Appointments', visitsNote: 'to come',
  },
  chart: { title: '{{amount}} came in during the last twelve months', unit: 'Homes booked and payments received by month, in {{currency}}', month: 'Month', booked: 'Booked', received: 'Received' },
  stock: { title: 'Homes by status', sentence_one: '{{count}} home of {{total}} is on offer', sentence_other: '{{count}} homes of {{total}} are on offer', unit: 'All developments together', all: 'All developments' },
  activity: { title: 'Lately', none: 'Nothing has happened yet.', booking: 'booking of {{what}}, {{status}}', payment: 'payment for {{what}}, {{status}}', change: 'change “{{what}}”, {{status}}', appointment: '{{what}}, {{status}}', message: 'wrote a message' },
  profile: { title: 'Who are you?', hint: 'Customers see this beside every development of yours.', company: 'Company', license: 'Licence number', phone: 'Telephone', address: 'Address', website: 'Website', description: 'What you build', save: 'Begin', saved: 'Your profile is saved.' },
  developments: {
    add: 'Enter a development', empty: 'No developments yet', emptyHint: 'Enter the first one; then its homes, many at once, by floors and stacks.', asSeen: 'As customers see it', facts: 'Facts', messages: 'Conversations about this development',
    availableHint: 'Homes entered with their numbers count by their own status.', amenitiesHint: 'One on each line, or with commas between.', featuredHint: 'Shown before others in the catalogue.',
    removeQuestion: 'Delete {{name}}?', removeText: 'Its homes, bookings, payments, phases and files are deleted with it. This cannot be undone.', removed: '{{name}} is deleted.',
  },
  units: {
    add: 'Enter a home', generate: 'Enter many at once', keys: 'Homes', empty: 'No homes yet', emptyHint: 'Say how many floors and stacks there are, and all homes are made at once, numbered and priced.', everyKind: 'Every kind', stackHint: 'Which homes lie above each other: 01, East.',
    entered: '{{number}} is entered.', marked_one: '{{count}} home marked', marked_other: '{{count}} homes marked', unmark: 'Unmark', markHint: 'Ctrl and a click marks several.', severalDone_one: '{{count}} home: {{status}}.', severalDone_other: '{{count}} homes: {{status}}.',
  },
  unit: {
    keys: 'A home', hold: 'Hold', keepBack: 'Keep back', offer: 'Put on offer', soldElsewhere: 'Sold elsewhere', release: 'Release', bookedBy: 'Booked', heldFor: 'On hold', openBooking: 'Open the booking', set: '{{number}}: {{status}}.',
    removeQuestion: 'Delete {{number}}?', removeText: 'A home with bookings stays; mark it as sold or kept back instead.', removed: '{{number}} is deleted.',
  },
  hold: { title: 'Hold {{number}} for a customer', place: 'Hold', until: 'Until', days_one: '{{count}} day', days_other: '{{count}} days', whoHint: 'Somebody who has written to you, visited or booked.', placed: '{{number}} is on hold for {{name}}.', released: '{{number}} is released.' },
  plan: {
    first: 'Lowest floor', last: 'Highest floor', skip: 'Floors without homes', numbering: 'Numbers', numberingHint: '{floor} and {stack} stand for theirs; {floor:02} has two digits.', step: 'Each floor adds', skipExisting: 'Leave out numbers that exist', stacks: 'Stacks', addStack: 'Add a stack', removeStack: 'Remove', of: '{{field}} of stack {{stack}}',
    preview: 'What would be made', would_one: '{{count}} home.', would_other: '{{count}} homes.', together: 'Together', make_one: 'Make {{count}} home', make_other: 'Make {{count}} homes', makeNone: 'Make homes', made_one: '{{count}} home made.', made_other: '{{count}} homes made.',
    unread: 'Give each stack a name, an area and a price.', existing_one: '{{count}} number exists already: {{numbers}}', existing_other: '{{count}} numbers exist already: {{numbers}} …',
  },
  bookings: {
    empty: 'No bookings yet', emptyHint: 'Customers book in the catalogue; what they book appears here at once.', facts: 'Facts', paidOf: '{{number}}: {{percent}} % of the price is paid', keys: 'A booking', way: 'How far it is', write: 'Write a message', registered: 'Registered', expected: 'expected', expectedRegistration: 'Expected registration',
    moveTo: 'Move on: {{status}}', moved: '{{number}}: {{status}}.', cancel: 'Cancel booking', cancelTitle: 'Cancel {{number}}?', cancelText: '{{unit}} is on offer again, and the customer is told. A cancelled booking stays cancelled.', cancelled: '{{number}} is cancelled.', editTitle: 'Change {{number}}',
    priceHint: 'The difference is shared by the open parts of the schedule.', planHint: 'The schedule is made anew, as long as nothing is paid.', loanApproved: 'The bank has agreed', loanOpen: 'not agreed yet', register: 'Register', registerTitle: 'Register {{number}}', registerHint: 'From this day on the home is sold.', registeredDone: '{{number}} is registered; the home is sold.',
    agreement: 'Write the agreement', agreementAgain: 'Write the agreement anew', download: 'Agreement',
  },
  pay: {
    enter: 'Enter a payment', title: 'Payment for {{number}}', forPart: 'Payment: {{title}}', save: 'Enter', received: 'It has been received', receivedHint: 'Otherwise it is asked for, and waits.', on: 'Paid on', due: 'To be paid by', transaction: 'Reference of the bank', entered: 'The payment is asked for.', enteredReceived: 'The payment is entered.',
    overdue: 'Overdue:', interest: 'Late interest so far:', payments: 'Payments', none: 'No payments yet.', actions: 'Actions', about: 'Actions for “{{title}}”', demand: 'Ask for it now', demanded: '“{{title}}” is asked for.', letter: 'Demand as PDF', receipt: 'Receipt', receive: 'Received', fail: 'Failed', again: 'Ask again',
    refund: 'Refund', refundTitle: 'Refund this payment?', refundFailed: 'It could not be refunded', refundNoted: 'It is noted here only: pay the money back at your bank.', refundOpens: 'It no longer counts towards the price. What it paid of the schedule is open again, and late interest may run on it.', refundApart: 'It was not part of the price: the schedule stays as it is.',
    refundToken: 'The booking keeps its status. Cancel the booking as well if it is over.', refundTold: 'The customer is told. A refunded payment stays refunded.',
    did: { pending: 'The payment is asked for again.', completed: 'The payment is received.', failed: 'The payment has failed.', refunded: 'The payment is refunded.' },
  },
  steps: {
    title: 'Payment steps', hint: 'How homes of this development are paid, for bookings from now on. Who pays in full at once is not concerned.', house: 'No steps of its own: the house’s way holds, along the phases by their weights.', along: 'Follow the phases', add: 'Add a step', fill: 'Share the rest evenly', of: '{{what}} of step {{number}}', stepTitle: 'Title', share: 'Share', when: 'When', days: 'Days', phase: 'Phase', up: 'Up', down: 'Down',
    kind: { booking: 'With the booking', days_after: 'Days after it', phase: 'Phase completed', handover: 'At the keys' }, booking: 'With the booking', onPhase: 'On completion of {{phase}}', keys: 'At the keys', sum: 'Sum: {{percent}} %', missing: '{{percent}} % are missing', over: '{{percent}} % too much', saved: 'The payment steps are saved.', example: 'What a home would cost, booked today',
  },
  phase: {
    add: 'Add a phase', edit: 'Edit {{name}}', remove: 'Delete {{name}}', slider: 'Progress of {{name}}', set: '{{name}}: {{percent}} %.', complete: 'Complete', completeNamed: 'Complete {{name}}', completeTitle: 'Is {{name}} completed?', completeText: 'Payments that wait for this phase are asked for, and the customers are told.', emptyHint: 'Foundation, structure, finishing: phases show customers how far you are, and make payments due.', pageHint: 'Pull a slider, and customers see it at once.',
    nameHint: 'Payments that wait for it follow.', weight: 'Weight', weightHint: 'How much of the whole it is, beside the others.', notes: 'What the contractor says', visible: 'Customers see it', removeQuestion: 'Delete {{name}}?', removeText: 'Payments that wait for it go on waiting.', removed: '{{name}} is deleted.',
  },
  news: {
    tell: 'Tell news', title: 'Title', text: 'News', priority: 'Weight', delay: 'Days of delay', weather: 'The weather is to blame', now: 'Publish at once', pictures: 'Add pictures', post: 'Publish', published: 'Published; customers with a booking are told.', kept: 'Kept as a draft.', publish: 'Publish', hide: 'Hide', hidden: 'Hidden from customers.', older: 'Older news', removeQuestion: 'Delete “{{title}}”?', removeText: 'Customers no longer see it.',
  },
  files: {
    images: 'Pictures', plans: 'Floor plans', brochure: 'Brochure', addImages: 'Add pictures', addPlans: 'Add floor plans', addBrochure: 'Add the brochure', noBrochure: 'No brochure yet.', pictureHint: 'JPEG, PNG, WebP, GIF or AVIF, up to 20 MB each.', planHint: 'PDF or pictures, up to 20 MB each.', brochureHint: 'One PDF, up to 20 MB; it replaces the one before.',
    file: 'File {{number}}', takeAway: 'Take picture {{number}} away', remove: 'Take file {{number}} away', removed: 'Taken away.',
  },
  model: {
    shows: 'Shows', access: 'Who may see it', add: 'Add a 3D model', hint: 'GLB, glTF, OBJ, FBX or BLEND, up to 200 MB. Parts named like homes are coloured by their status.', none: 'No models yet.', empty: 'No models yet', emptyHint: 'Choose a development and drop a model.', all: 'All developments', pageHint: 'Buildings and homes to walk around in.', open: 'Open in 3D', edit: 'Edit {{name}}', remove: 'Delete {{name}}', version: 'version {{version}}', versionLabel: 'Version', nodes_one: '{{count}} named part', nodes_other: '{{count}} named parts',
    removeQuestion: 'Delete {{name}}?', removeText: 'The file is deleted with it. This cannot be undone.', removed: '{{name}} is deleted.',
  },
  customers: { hint: 'Whoever wrote to you, visited, booked, or has a home on hold.', empty: 'No customers yet', emptyHint: 'They appear with their first message, visit or booking.', active: 'Active bookings', allBookings: 'All bookings', since: 'Since', noBookings: 'No bookings.', write: 'Write a message' },
  appointments: {
    add: 'Arrange', view: 'View', empty: 'No appointments', emptyHint: 'Visits, consultations and handovers appear here.', counts: '{{scheduled}} asked for, {{confirmed}} confirmed.', agenda: 'What to talk about', notes: 'Notes', minutes: 'Minutes', arrange: 'Arrange', arranged: 'Arranged; the customer is told.', notTime: 'This is not a time. Try 14:30.', keys: 'An appointment', confirm: 'Confirm', done: 'Done', move: 'Move', moved: 'Moved; the customer is told.', movedBecause: 'Moved because',
    cancel: 'Call off', cancelQuestion: 'Call this appointment off?', cancelText: '{{name}} is told.', set: 'Appointment: {{status}}.', ics: 'Calendar file',
  },
  feed: { open: 'Subscribe', title: 'Subscribe in your calendar', text: 'Your calendar program reads all appointments from a secret address, and keeps them up to date. Whoever knows the address sees them.', make: 'Make an address', again: 'Make a new address', address: 'Address', once: 'Shown this once only.', revoke: 'Take it away', revoked: 'The address is taken away.' },
  changes: {
    hint: 'What customers want otherwise in their homes. Cost and time count once the customer accepts them.', one: 'Change request', show: 'Which requests', cost: 'Cost', costHint: 'Empty where it costs nothing. The schedule changes once the customer accepts.', days: 'Days', word: 'Customer’s word', waits: 'waits', accepted: 'accepted', declined: 'declined', waitsHint: 'It waits for the customer’s word on cost and time.', nothing: 'Nothing is to be done.', asked: 'Asked', empty: 'Nothing here', emptyHint: 'New requests appear by themselves.', keys: 'Change requests', next: 'Next request', previous: 'Previous request',
    approve: 'Approve', reject: 'Reject', complete: 'Done', review: 'Look into it', reviewing: 'The customer sees that you look into it.', response: 'Answer to the customer', finalCost: 'Final cost', wanted: 'Wanted', now: 'Now', then: 'Should be', papers: 'Files', did: { approve: 'Approved; the customer is told.', reject: 'Rejected; the customer is told.', complete: 'Done; the customer is told.' },
  },
  messages: {
    unread_one: '{{count}} unread message', unread_other: '{{count}} unread messages', list: 'Conversations', write: 'New message', begin: 'Write', answer: 'Answer', next: 'Next conversation', previous: 'Previous conversation', noProject: 'About no development', empty: 'No conversations yet', emptyHint: 'Customers write from the page of a development; you can begin, too.', choose: 'Choose a conversation', chooseHint: 'j and k go through them, r answers.', back: 'All conversations',
  },
}
