import type { Database } from 'better-sqlite3'
import type { ArrivingGuest } from '../../../shared/domain/stay/check-in-blockers.ts'
import type { CustomersRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'
import { searchText } from '../search-text.ts'

/** The guest, or the one it was merged into: another terminal may still name the old one. */
export function loadGuest(db: Database, guestId: string): CustomersRow | undefined {
  const seen = new Set<string>()
  let guest = findGuest(db, guestId)
  while (guest !== undefined && guest.merged_into !== null && !seen.has(guest.id)) {
    seen.add(guest.id)
    guest = findGuest(db, guest.merged_into)
  }
  return guest
}

export function arrivingGuest(db: Database, guest: CustomersRow): ArrivingGuest {
  const blacklisted = guest.blacklisted === 1 || isUnwantedRecord(db, guest)
  return { fullName: guest.full_name, nationality: guest.nationality, blacklisted }
}

/** Is it somebody on the list of the unwanted under another record: by document, by name and birth, by phone or address? */
function isUnwantedRecord(db: Database, guest: CustomersRow): boolean {
  const person = { fullName: guest.full_name, dateOfBirth: guest.date_of_birth ?? undefined }
  return (
    isUnwantedDocument(db, {
      last4: guest.id_number_last4 ?? '',
      dateOfBirth: guest.date_of_birth,
      expiry: guest.id_expiry,
    }) ||
    isUnwantedName(db, person) ||
    isKnownAsUnwanted(db, { phone: guest.phone ?? '', email: guest.email ?? '' })
  )
}

/**
 * Has somebody on the list of the unwanted shown this document? Its number never comes to a terminal: the last four with
 * the birth or with the expiry tell one document from another, whatever name is given today.
 */
export function isUnwantedDocument(
  db: Database,
  document: { readonly last4: string; readonly dateOfBirth: string | null; readonly expiry: string | null },
): boolean {
  if (document.last4.length < 4) return false
  return (
    prepared(
      db,
      `select 1 from customers
       where blacklisted = 1 and id_number_last4 = @last4 and (date_of_birth = @dateOfBirth or id_expiry = @expiry)
       limit 1`,
    ).get(document) !== undefined
  )
}

/** The guest of a booking with their company: who is not wanted alone is not wanted in company either. */
export function arrivingParty(db: Database, bookingId: string, guest: CustomersRow): ArrivingGuest {
  const alone = arrivingGuest(db, guest)
  return { ...alone, blacklisted: alone.blacklisted || hasUnwantedCompany(db, bookingId) }
}

/** Is somebody with this telephone or address on the list of the unwanted, whatever name they give today? */
export function isKnownAsUnwanted(
  db: Database,
  contact: { readonly phone: string; readonly email: string },
): boolean {
  const phone = digitsOf(contact.phone)
  const email = contact.email.toLowerCase()
  if (phone.length < shortestTellingPhone && email === '') return false
  return prepared<Pick<CustomersRow, 'phone' | 'alternate_phone' | 'email'>>(
    db,
    'select phone, alternate_phone, email from customers where blacklisted = 1',
  )
    .all()
    .some(
      (unwanted) =>
        (phone.length >= shortestTellingPhone &&
          [unwanted.phone, unwanted.alternate_phone].some((known) => digitsOf(known ?? '') === phone)) ||
        (email !== '' && unwanted.email?.toLowerCase() === email),
    )
}

/** Is somebody of this name, born on this day, on the list of the unwanted? A name alone is many people's. */
export function isUnwantedName(
  db: Database,
  person: { readonly fullName: string; readonly dateOfBirth?: string | undefined },
): boolean {
  if (person.dateOfBirth === undefined) return false
  return prepared<Pick<CustomersRow, 'full_name'>>(
    db,
    'select full_name from customers where blacklisted = 1 and date_of_birth = ?',
  )
    .all(person.dateOfBirth)
    .some((unwanted) => plainName(unwanted.full_name) === plainName(person.fullName))
}

/** Is somebody who stays with the guest on the list of the unwanted, by their record or by name and birth? */
export function hasUnwantedCompany(db: Database, bookingId: string): boolean {
  return prepared<Companion>(
    db,
    `select g.full_name as fullName, g.date_of_birth as dateOfBirth, c.id as guestId
     from booking_guests g
     left join customers f on f.id = g.customer_id
     left join customers c on c.id = coalesce(f.merged_into, f.id)
     where g.booking_id = ? and g.removed_at is null`,
  )
    .all(bookingId)
    .some(
      ({ fullName, dateOfBirth, guestId }) =>
        (dateOfBirth !== null && isUnwantedName(db, { fullName, dateOfBirth })) ||
        (guestId !== null && isUnwantedGuest(db, guestId)),
    )
}

interface Companion {
  readonly fullName: string
  readonly dateOfBirth: string | null
  readonly guestId: string | null
}

/** Is a guest on the list of the unwanted, or somebody who is on it under another record? */
export function isUnwantedGuest(db: Database, guestId: string): boolean {
  const guest = loadGuest(db, guestId)
  return guest !== undefined && arrivingGuest(db, guest).blacklisted
}

/** Whatever order, case and accents a name is given in. */
function plainName(name: string): string {
  return searchText(name).split(' ').toSorted().join(' ')
}

/** Fewer digits are an extension or a slip, and many people's. */
const shortestTellingPhone = 6

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '')
}

function findGuest(db: Database, guestId: string): CustomersRow | undefined {
  return prepared<CustomersRow>(db, 'select * from customers where id = ?').get(guestId)
}
