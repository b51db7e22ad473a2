// What the menu, the palette and the search say: there from the start.
export const shared = {
  title: 'Insurance',
  nav: { policies: 'Policies', claims: 'Claims', review: 'Claims to review', book: 'All policies', found: 'Claims and policies', figures: 'Book figures' },
  action: { newPolicy: 'Add a policy', newClaim: 'File a claim', openClaims: 'Show claims under review', active: 'Show active policies', flagged: 'Review possible duplicates', toPay: 'Show claims to be paid' },
  book: { person: 'Insurance policies' },
}
