export function RoomsPage(_: { readonly focusAsked: number }) {
  return null
}
