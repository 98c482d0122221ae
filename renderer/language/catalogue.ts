import { english } from './english.ts'
import type { Language } from './locale.ts'
import { portuguese } from './portuguese.ts'

export type MessageKey = keyof typeof english

/** Every sentence of the window in one language. A language that lacks one does not compile. */
export type Catalogue = Readonly<Record<MessageKey, string>>

export const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, pt: portuguese }
