import { z } from 'zod'
import type { GuestProfile } from '../../shared/contract/calls/guest.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallReply } from '../../shared/contract/index.ts'
import { readMrz } from '../../shared/domain/guest/mrz.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { anonymiseGuest, setBlacklist, updateGuest } from '../commands/guest-commands.ts'
import { mergeGuests } from '../commands/merge-guests.ts'
import { refuse } from '../commands/refuse.ts'
import { findDuplicates } from '../store/reads/duplicates.ts'
import { isUnwantedDocument, isUnwantedName } from '../store/loads/guest.ts'
import { loadGuestRecord, type GuestRecord } from '../store/reads/guest-profile.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'

type GuestCalls =
  | 'guest.get'
  | 'guest.update'
  | 'guest.setBlacklist'
  | 'guest.duplicates'
  | 'guest.merge'
  | 'guest.anonymise'
  | 'guest.readMrz'

export function createGuestCalls(deps: DeskDeps): Pick<Handlers, GuestCalls> {
  const { db } = deps
  const profile = (guestId: string, staff: StaffMember) => loadProfile(deps, guestId, staff)
  return {
    'guest.get': ({ guestId }, staff) => profile(guestId, staff),
    'guest.update': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, updateGuest, input, requestId, staff)
      return done.ok ? profile(guestReply.parse(done.value.reply).guestId, staff) : done
    },
    'guest.setBlacklist': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, setBlacklist, input, requestId, staff)
      return done.ok ? profile(guestReply.parse(done.value.reply).guestId, staff) : done
    },
    'guest.merge': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, mergeGuests, input, requestId, staff)
      return done.ok ? profile(guestReply.parse(done.value.reply).guestId, staff) : done
    },
    'guest.anonymise': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, anonymiseGuest, input, requestId, staff)
      return done.ok ? profile(guestReply.parse(done.value.reply).guestId, staff) : done
    },
    'guest.duplicates': ({ guestId, dateOfBirth, ...typed }) => {
      const guests = findDuplicates(db, {
        ...typed,
        guestId: guestId ?? null,
        dateOfBirth: dateOfBirth === '' ? null : dateOfBirth,
      })
      return ok({
        guests: guests.map((guest) => ({
          ...guest,
          email: guest.email ?? '',
          phone: guest.phone ?? '',
          dateOfBirth: guest.dateOfBirth ?? '',
          likenesses: [...guest.likenesses],
        })),
      })
    },
    'guest.readMrz': ({ text }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const read = readMrz(text, day.value)
      if (!read.ok) return refuse({ code: read.error.code, part: read.error.field })
      const { documentLast4: last4, dateOfBirth, expiry } = read.value
      const unwanted =
        isUnwantedDocument(db, { last4, dateOfBirth, expiry }) || isUnwantedName(db, read.value)
      return ok({ ...read.value, expired: expiry < day.value, unwanted })
    },
  }
}

const guestReply = z.object({ guestId: z.string() })

function loadProfile({ db }: DeskDeps, guestId: string, staff: StaffMember): CallReply<'guest.get'> {
  const day = readyDay(db)
  if (!day.ok) return day
  const record = loadGuestRecord(db, guestId)
  if (record === null) return err({ code: 'not_found', field: 'guestId' })
  return ok({ guest: profileOf(record, staff, day.value) })
}

function profileOf(record: GuestRecord, staff: StaffMember, businessDate: string): GuestProfile {
  const { row } = record
  const mayReadReason = staff.role === 'manager' || staff.role === 'admin'
  return {
    guestId: row.id,
    fullName: row.full_name,
    email: row.email ?? '',
    phone: row.phone ?? '',
    alternatePhone: row.alternate_phone ?? '',
    dateOfBirth: row.date_of_birth ?? '',
    gender: row.gender ?? '',
    nationality: row.nationality ?? '',
    idType: row.id_type ?? '',
    idLast4: row.id_number_last4 ?? '',
    idExpiry: row.id_expiry ?? '',
    idExpired: row.id_expiry !== null && row.id_expiry < businessDate,
    addressLine1: row.address_line1 ?? '',
    addressLine2: row.address_line2 ?? '',
    city: row.city ?? '',
    state: row.state ?? '',
    country: row.country ?? '',
    postalCode: row.postal_code ?? '',
    companyName: row.company_name ?? '',
    taxIdLast4: row.tax_id_last4 ?? '',
    preferences: record.preferences,
    tags: record.tags,
    vip: row.vip_status === 1,
    marketingConsent: row.marketing_consent === 1,
    blacklisted: row.blacklisted === 1,
    blacklistReason: mayReadReason ? (row.blacklist_reason ?? '') : '',
    anonymised: row.anonymised_at !== null,
    mergedFrom: [...record.mergedFrom],
    staysCount: record.staysCount,
    spentMinor: record.spentMinor,
    stays: [...record.stays],
    createdAt: row.created_at,
    unsent: record.unsent,
  }
}
