import { ok } from '../../shared/kernel/result.ts'
import type { CustomersRow, RowChange } from '../../shared/protocol/rows.ts'
import { z } from 'zod'
import { hasInvoice, listGuestLinks } from '../store/loads/guest-links.ts'
import { loadGuest } from '../store/loads/guest.ts'
import type { CommandInput, DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/**
 * Makes two records of one guest one. All that names the one that goes names the other from then on, and it keeps the
 * way to it, for desks that have not heard of it yet.
 */
export const mergeGuests: DeskCommand<'guest.merge', null> = {
  name: 'guest.merge',

  judge: (db, { guestId, otherGuestId }) => {
    const guest = loadGuest(db, guestId)
    const other = loadGuest(db, otherGuestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    if (other === undefined) return refuse({ code: 'not_found', field: 'otherGuestId' })
    if (guest.id === other.id) return refuse({ code: 'already_done' })
    if (guest.anonymised_at !== null || other.anonymised_at !== null) {
      return refuse({ code: 'merge_refused', reason: 'anonymised' })
    }
    return hasInvoice(db, other.id) ? refuse({ code: 'merge_refused', reason: 'invoiced' }) : ok(null)
  },

  run: (tx, { input }) => {
    const guest = loadGuest(tx.db, input.guestId)
    const other = loadGuest(tx.db, input.otherGuestId)
    if (guest === undefined || other === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    if (guest.id === other.id) return refuse({ code: 'already_done' })
    tx.update('customers', guest.id, {
      ...takenFrom(other, guest, input.takeFromOther),
      ...stickyOf(guest, other),
    })
    for (const { table, id } of listGuestLinks(tx.db, other.id)) {
      tx.update(table, id, { customer_id: guest.id })
    }
    tx.update('customers', other.id, { merged_into: guest.id })
    return ok({ subject: 'guest', bookingId: null, reply: { guestId: guest.id } })
  },
}

type Taken = CommandInput<'guest.merge'>['takeFromOther'][number]

const columnsOf = {
  fullName: ['full_name'],
  email: ['email'],
  phone: ['phone'],
  alternatePhone: ['alternate_phone'],
  dateOfBirth: ['date_of_birth'],
  gender: ['gender'],
  nationality: ['nationality'],
  document: ['id_type', 'id_expiry', 'id_number_last4'],
  address: ['address_line1', 'address_line2', 'city', 'state', 'country', 'postal_code'],
  companyName: ['company_name'],
} as const satisfies Record<Taken, readonly (keyof CustomersRow)[]>

const groups: readonly Taken[] = [
  'fullName',
  'email',
  'phone',
  'alternatePhone',
  'dateOfBirth',
  'gender',
  'nationality',
  'document',
  'address',
  'companyName',
]

/** What was chosen, and what the one that stays has not. */
function takenFrom(
  other: CustomersRow,
  guest: CustomersRow,
  chosen: readonly Taken[],
): RowChange<'customers'> {
  const change: Record<string, string | null> = {}
  for (const group of groups) {
    const columns: readonly (keyof CustomersRow)[] = columnsOf[group]
    const isLacking = columns.every((column) => guest[column] === null)
    if (!chosen.includes(group) && !isLacking) continue
    for (const column of columns) {
      const value = other[column]
      if (typeof value === 'string' || value === null) change[column] = value
    }
  }
  return change
}

/** Sticky whichever of them said it: not wanted, important, and no to marketing. */
function stickyOf(guest: CustomersRow, other: CustomersRow): RowChange<'customers'> {
  const reasons = [guest.blacklist_reason, other.blacklist_reason].filter((reason) => reason !== null)
  const isUnwanted = guest.blacklisted === 1 || other.blacklisted === 1
  return {
    ...(isUnwanted ? { blacklisted: 1, blacklist_reason: [...new Set(reasons)].join('\n') || null } : {}),
    vip_status: guest.vip_status === 1 || other.vip_status === 1 ? 1 : 0,
    marketing_consent: guest.marketing_consent === 1 && other.marketing_consent === 1 ? 1 : 0,
    tags: JSON.stringify([
      ...new Set([...list.parse(JSON.parse(guest.tags)), ...list.parse(JSON.parse(other.tags))]),
    ]),
    preferences: JSON.stringify({
      ...record.parse(JSON.parse(other.preferences)),
      ...record.parse(JSON.parse(guest.preferences)),
    }),
  }
}

const list = z.array(z.string())
const record = z.record(z.string(), z.json())
