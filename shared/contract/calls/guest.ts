import { z } from 'zod'
import { type Call, desk, readers } from '../call.ts'
import { amountMinor, birthDate, date, id, instant, line, requiredLine } from '../fields.ts'
import { likenesses } from '../../domain/guest/likeness.ts'
import { bookingStatuses } from '../../domain/stay/status.ts'

const managers = ['admin', 'manager'] as const

const email = z.union([z.literal(''), z.email().max(255)])
/** Left empty, a field is cleared; left out, it stays. */
const field = (max: number) => line(max).optional()

/** What a guest likes, by what it is about: pillow, floor, newspaper. */
const preferences = z.record(requiredLine(40), line(200)).refine((all) => Object.keys(all).length <= 50)
const tags = z.array(requiredLine(40)).max(30)

const profileFields = {
  fullName: requiredLine(100).optional(),
  email: email.optional(),
  phone: field(20),
  alternatePhone: field(20),
  dateOfBirth: z.union([z.literal(''), birthDate]).optional(),
  gender: z.enum(['', 'female', 'male', 'other']).optional(),
  nationality: field(50),
  idType: field(50),
  /** The last four of the document's number. The number itself is kept by the server alone. */
  idLast4: z
    .string()
    .regex(/^[0-9A-Z]{0,4}$/)
    .optional(),
  idExpiry: z.union([z.literal(''), date]).optional(),
  addressLine1: field(255),
  addressLine2: field(255),
  city: field(100),
  state: field(100),
  country: field(100),
  postalCode: field(20),
  companyName: field(255),
  preferences: preferences.optional(),
  tags: tags.optional(),
  vip: z.boolean().optional(),
  marketingConsent: z.boolean().optional(),
}

export const guestProfile = z.object({
  guestId: id,
  fullName: z.string(),
  email: z.string(),
  phone: z.string(),
  alternatePhone: z.string(),
  dateOfBirth: z.string(),
  gender: z.string(),
  nationality: z.string(),
  idType: z.string(),
  idLast4: z.string(),
  idExpiry: z.string(),
  /** The document is past its expiry on the hotel's day. */
  idExpired: z.boolean(),
  addressLine1: z.string(),
  addressLine2: z.string(),
  city: z.string(),
  state: z.string(),
  country: z.string(),
  postalCode: z.string(),
  companyName: z.string(),
  taxIdLast4: z.string(),
  preferences: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  vip: z.boolean(),
  marketingConsent: z.boolean(),
  blacklisted: z.boolean(),
  /** Why; for managers alone, empty for everybody else. */
  blacklistReason: z.string(),
  anonymised: z.boolean(),
  /** Records that became this one. */
  mergedFrom: z.array(id),
  staysCount: z.int(),
  /** What stays that have ended were charged. */
  spentMinor: amountMinor,
  /** The newest first. */
  stays: z.array(
    z.object({
      bookingId: id,
      code: z.string(),
      status: z.enum(bookingStatuses),
      arrival: date,
      departure: date,
      roomNumber: z.string().nullable(),
      balanceMinor: amountMinor,
    }),
  ),
  createdAt: instant,
  unsent: z.boolean(),
})

export type GuestProfile = z.output<typeof guestProfile>

export const duplicate = z.object({
  guestId: id,
  fullName: z.string(),
  email: z.string(),
  phone: z.string(),
  dateOfBirth: z.string(),
  vip: z.boolean(),
  blacklisted: z.boolean(),
  lastStay: date.nullable(),
  likenesses: z.array(z.enum(likenesses)),
})

export type Duplicate = z.output<typeof duplicate>

const guestReply = z.object({ guest: guestProfile })

/** Fields that a merge may take from the record that goes. */
export const mergeFields = [
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
] as const

export const guestCalls = {
  'guest.get': { allowed: readers, input: z.object({ guestId: id }).strict(), output: guestReply },
  'guest.update': {
    allowed: desk,
    input: z.object({ requestId: id, guestId: id, ...profileFields }).strict(),
    output: guestReply,
  },
  /** Puts somebody on the list of the unwanted, or takes them off it. */
  'guest.setBlacklist': {
    allowed: managers,
    approvable: desk,
    input: z
      .object({
        requestId: id,
        guestId: id,
        blacklisted: z.boolean(),
        reason: requiredLine(500),
        approvalId: id.optional(),
      })
      .strict(),
    output: guestReply,
  },
  /** Who this might be already, while it is being typed; the likeliest first. */
  'guest.duplicates': {
    allowed: desk,
    input: z
      .object({
        /** Not this one. */
        guestId: id.optional(),
        fullName: line(100).default(''),
        email: line(255).default(''),
        phone: line(20).default(''),
        dateOfBirth: z.union([z.literal(''), birthDate]).default(''),
      })
      .strict(),
    output: z.object({ guests: z.array(duplicate) }),
  },
  /**
   * Makes two records one. What is not wanted, and not consented to, stays so whichever of them said it. Refused with
   * `merge_refused` once the one that goes has an invoice.
   */
  'guest.merge': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        /** The one that stays. */
        guestId: id,
        /** The one that becomes it. */
        otherGuestId: id,
        takeFromOther: z.array(z.enum(mergeFields)).max(mergeFields.length).default([]),
      })
      .strict(),
    output: guestReply,
  },
  /** Leaves nothing of the person; stays, folios and invoices stay. Refused with `guest_active` while there is a stay to come or money open. */
  'guest.anonymise': {
    allowed: managers,
    input: z.object({ requestId: id, guestId: id }).strict(),
    output: guestReply,
  },
  /** Reads the machine-readable zone of a document. Nothing of it is kept. Refused with `mrz_invalid`, saying which check digit is wrong. */
  'guest.readMrz': {
    allowed: desk,
    input: z.object({ text: z.string().max(400) }).strict(),
    output: z.object({
      documentType: z.enum(['passport', 'id_card', 'visa']),
      issuer: z.string(),
      nationality: z.string(),
      fullName: z.string(),
      documentLast4: z.string(),
      dateOfBirth: birthDate,
      gender: z.enum(['female', 'male']).nullable(),
      expiry: date,
      expired: z.boolean(),
      /** Somebody on the list of the unwanted has shown this document, or is of this name and birth. */
      unwanted: z.boolean(),
    }),
  },
} as const satisfies Record<string, Call>
