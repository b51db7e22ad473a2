// What the menu, the palette and the search say: there from the start.
export const shared = {
  title: 'Support',
  nav: { tickets: 'My tickets', desk: 'Help desk', figures: 'Help desk figures' },
  action: { newTicket: 'Ask for help', open: 'Show open tickets', mine: 'Show tickets given to me', nobody: 'Show tickets that nobody answers' },
}
