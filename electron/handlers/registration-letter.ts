import type { Registration, Signer } from '../documents/registration.ts'
import { loadGuest } from '../store/loads/guest.ts'
import { listCompanions, type CompanionRecord } from '../store/reads/companions.ts'
import type { DeskDeps } from './desk-deps.ts'
import { addressOf, letterOf, type LetterAbout } from './letters.ts'

/** The cards of a stay: the guest's, those of the adults who come along, and empty ones for adults not yet named. */
export function registrationOf(deps: DeskDeps, about: LetterAbout): Registration {
  const { db } = deps
  const { booking } = about
  const company = listCompanions(db, booking.bookingId)
  const adults = company.filter(({ isChild }) => !isChild)
  const unnamed = Math.max(0, booking.adults - 1 - adults.length)
  const first = {
    ...signerOf(deps, booking.guest.guestId, booking.guest.fullName),
    companions: company.map(({ fullName }) => fullName),
  }
  return {
    ...letterOf(deps, about),
    roomNumber: booking.roomNumber,
    signers: [
      first,
      ...adults.map((adult) => companionOf(deps, adult)),
      ...Array.from({ length: unnamed }, () => blank),
    ],
  }
}

function companionOf(
  deps: DeskDeps,
  { guestId, fullName, dateOfBirth, nationality }: CompanionRecord,
): Signer {
  const known = guestId === null ? { ...blank, fullName } : signerOf(deps, guestId, fullName)
  return {
    ...known,
    dateOfBirth: dateOfBirth ?? known.dateOfBirth,
    nationality: nationality ?? known.nationality,
  }
}

function signerOf({ db }: DeskDeps, guestId: string, fullName: string): Signer {
  const guest = loadGuest(db, guestId)
  if (guest === undefined) return { ...blank, fullName }
  return {
    fullName: guest.full_name,
    dateOfBirth: guest.date_of_birth ?? '',
    nationality: guest.nationality ?? '',
    idType: guest.id_type ?? '',
    idLast4: guest.id_number_last4 ?? '',
    idExpiry: guest.id_expiry ?? '',
    address: addressOf(guest),
    phone: guest.phone ?? '',
    email: guest.email ?? '',
    companions: [],
  }
}

const blank: Signer = {
  fullName: '',
  dateOfBirth: '',
  nationality: '',
  idType: '',
  idLast4: '',
  idExpiry: '',
  address: [],
  phone: '',
  email: '',
  companions: [],
}
