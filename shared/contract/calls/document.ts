import { z } from 'zod'
import { type Call, desk, readers } from '../call.ts'
import { id } from '../fields.ts'
import { documentLanguages } from '../../domain/guest/document-language.ts'

/** Left out, it is the guest's own language, as far as it is known. */
const input = z.object({ bookingId: id, language: z.enum(documentLanguages).optional() }).strict()

const document = z.object({
  fileName: z.string(),
  mediaType: z.literal('application/pdf'),
  base64: z.string(),
  language: z.enum(documentLanguages),
})

/** What is printed for a guest, as a PDF, in the guest's language. */
export const documentCalls = {
  /** The stay's bill: what was posted, what is to come, what was paid. Not a fiscal document. */
  'document.bill': { allowed: readers, input, output: document },
  /** What every adult of the stay signs on arrival, a page each; what is not on record is left to be written in. */
  'document.registration': { allowed: desk, input, output: document },
  /** What was booked, what it costs night by night, and what holds if plans change. */
  'document.confirmation': { allowed: readers, input, output: document },
} as const satisfies Record<string, Call>
