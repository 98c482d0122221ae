interface BookingDrawerProps {
  readonly bookingId: string
  readonly onClose: () => void
  readonly onJob: (kind: 'assign' | 'checkIn' | 'checkOut' | 'payment' | 'charge' | 'cancel' | 'bill', bookingId: string) => void
}
export function BookingDrawer(_: BookingDrawerProps) {
  return null
}
