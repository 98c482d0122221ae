import { ok } from '../../shared/kernel/result.ts'
import { loadGuest } from '../store/loads/guest.ts'
import { byManager, joinNotes } from './by-manager.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { hasOpenBusiness, listFormerRecords, listGuestCompanions } from '../store/loads/guest-links.ts'
import { profileChange } from './writes/profile-change.ts'

/** Changes what is on record of a guest: what is left out stays. */
export const updateGuest: DeskCommand<'guest.update', null> = {
  name: 'guest.update',

  judge: (db, { guestId }) => {
    const guest = loadGuest(db, guestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    return guest.anonymised_at === null ? ok(null) : refuse({ code: 'guest_changed' })
  },

  // whoever was merged meanwhile is changed as who they became
  run: (tx, { input: { guestId, ...fields } }) => {
    const guest = loadGuest(tx.db, guestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    tx.update('customers', guest.id, profileChange(fields))
    return ok({ subject: 'guest', bookingId: null, reply: { guestId: guest.id } })
  },
}

/** Puts somebody on the list of the unwanted, or takes them off it. The list goes with every terminal. */
export const setBlacklist: DeskCommand<'guest.setBlacklist', { readonly approvalNote: string | null }> = {
  name: 'guest.setBlacklist',

  judge: (db, { guestId, blacklisted }, desk) => {
    const guest = loadGuest(db, guestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    if ((guest.blacklisted === 1) === blacklisted) return refuse({ code: 'already_done' })
    const may = byManager(db, desk, ['blacklist'])
    return may.ok ? ok({ approvalNote: may.value }) : may
  },

  run: (tx, { input: { guestId, blacklisted, reason }, facts }) => {
    const guest = loadGuest(tx.db, guestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    tx.update('customers', guest.id, {
      blacklisted: blacklisted ? 1 : 0,
      blacklist_reason: joinNotes(reason, facts.approvalNote),
    })
    return ok({ subject: 'guest', bookingId: null, reply: { guestId: guest.id } })
  },
}

/** Leaves nothing of a person on record. What the hotel must keep of its books stays, and names nobody here. */
export const anonymiseGuest: DeskCommand<'guest.anonymise', null> = {
  name: 'guest.anonymise',

  judge: (db, { guestId }) => {
    const guest = loadGuest(db, guestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    if (guest.anonymised_at !== null) return refuse({ code: 'already_done' })
    return hasOpenBusiness(db, guest.id) ? refuse({ code: 'guest_active' }) : ok(null)
  },

  run: (tx, { input: { guestId } }, context) => {
    const guest = loadGuest(tx.db, guestId)
    if (guest === undefined) return refuse({ code: 'not_found', field: 'guestId' })
    for (const id of [guest.id, ...listFormerRecords(tx.db, guest.id)]) {
      tx.update('customers', id, {
        ...profileChange(emptyProfile),
        full_name: 'Anonymous',
        anonymised_at: context.at,
      })
    }
    for (const companion of listGuestCompanions(tx.db, guest.id)) {
      tx.update('booking_guests', companion.id, {
        full_name: 'Anonymous',
        date_of_birth: null,
        nationality: null,
      })
    }
    return ok({ subject: 'guest', bookingId: null, reply: { guestId: guest.id } })
  },
}

const emptyProfile = {
  email: '',
  phone: '',
  alternatePhone: '',
  dateOfBirth: '',
  gender: '',
  nationality: '',
  idType: '',
  idLast4: '',
  idExpiry: '',
  addressLine1: '',
  addressLine2: '',
  city: '',
  state: '',
  country: '',
  postalCode: '',
  companyName: '',
  preferences: {},
  tags: [],
  vip: false,
  marketingConsent: false,
} as const
