import { z } from 'zod'

import type { Session } from './database.ts'
import { addBooking, type Hotel } from './hotel.ts'

/** A stay that is over and settled: each night posted, a bar bill, an invoice with its lines, all paid. */
export async function addSettledStay(
  db: Session,
  hotel: Hotel,
  stay: {
    readonly guest: string
    readonly arrival: string
    readonly departure: string
    readonly room?: string
  },
): Promise<string> {
  const { guest, arrival, departure, room = hotel.room('101') } = stay
  const id = await addBooking(db, {
    type: hotel.standard,
    room,
    arrival,
    departure,
    guest,
  })
  await addNights(db, id)
  await db.rows(
    `insert into public.booking_guests (booking_id, customer_id, full_name) values ($1, $2, 'Companion')`,
    [id, guest],
  )
  await db.rows(
    `insert into public.transactions (booking_id, booking_night_id, type, description, business_date, amount)
     select booking_id, id, 'room_charge', 'Night', night, amount from public.booking_nights where booking_id = $1`,
    [id],
  )
  await db.rows(
    `insert into public.transactions (booking_id, type, description, business_date, amount)
     values ($1, 'extra_charge', 'Bar', $2, 12.5)`,
    [id, departure],
  )
  const invoice = z.string().parse(
    await db.value(
      `insert into public.invoices (booking_id, customer_id, subtotal, total_amount)
       select b.id, b.customer_id, sum(t.amount), sum(t.amount)
         from public.bookings b join public.transactions t on t.booking_id = b.id
        where b.id = $1 group by b.id returning id`,
      [id],
    ),
  )
  await db.rows(
    `insert into public.invoice_lines (invoice_id, line_number, transaction_id, description, unit_price, net_amount)
     select $1, row_number() over (), id, description, amount, amount from public.transactions where booking_id = $2`,
    [invoice, id],
  )
  await db.rows(
    `update public.invoices set status = 'sent', invoice_number = gen_random_uuid(), issue_date = $2 where id = $1`,
    [invoice, departure],
  )
  await db.rows(
    `insert into public.payments (payment_code, booking_id, invoice_id, amount, payment_method, business_date, status)
     select gen_random_uuid(), $1, id, total_amount, 'card', $2, 'completed' from public.invoices where id = $3`,
    [id, departure, invoice],
  )
  await db.rows(`update public.bookings set status = 'checked_in', actual_check_in = now() where id = $1`, [
    id,
  ])
  await db.rows(`update public.bookings set status = 'checked_out', actual_check_out = now() where id = $1`, [
    id,
  ])
  await db.rows(`update public.booking_nights set holds_room = false where booking_id = $1 and holds_room`, [
    id,
  ])
  return id
}

/** The nights of a stay, where they have not followed by themselves: there is a migration that makes them do so. */
export async function addNights(db: Session, booking: string): Promise<void> {
  await db.rows(
    `insert into public.booking_nights (id, booking_id, night, room_id, room_type_id, amount, holds_room)
     select app.derived_id(b.id, d.night::date::text), b.id, d.night::date, b.room_id, b.room_type_id, b.room_rate,
            b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in')
       from public.bookings b
       cross join generate_series(b.check_in_date::timestamp, b.check_out_date::timestamp - interval '1 day', interval '1 day') d (night)
      where b.id = $1
     on conflict (booking_id, night) do nothing`,
    [booking],
  )
}
