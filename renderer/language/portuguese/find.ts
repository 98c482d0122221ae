import type { englishFind } from '../english/find.ts'

/** O que a procura diz. */
export const portugueseFind = {
  'find.by.companion': 'Acompanhante',
  'find.by.note': 'Nota',
  'find.by.amount': 'Na conta',
} as const satisfies Readonly<Record<keyof typeof englishFind, string>>
