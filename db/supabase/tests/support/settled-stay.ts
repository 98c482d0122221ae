import { z } from 'zod'

import type { Session } from './database.ts'
import { addBooking, type Hotel } from './hotel.ts'

/** A stay that is over and settled: each night posted, a bar bill, an invoice with its lines, all paid. */
export async function addSettledStay(
  db: Session,
  hotel: Hotel,
  stay: { readonly guest: string; readonly arrival: string; readonly departure: string },
): Promise<string> {
  const { guest, arrival, departure } = stay
  const id = await addBooking(db, {
    type: hotel.standard,
    room: hotel.room('101'),
    arrival,
    departure,
    guest,
  })
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
       select id, customer_id, total_amount, total_amount from public.bookings where id = $1 returning id`,
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
     select gen_random_uuid(), id, $2, total_amount, 'card', $3, 'completed' from public.bookings where id = $1`,
    [id, invoice, departure],
  )
  await db.rows(`update public.bookings set status = 'checked_in' where id = $1`, [id])
  await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
  return id
}
