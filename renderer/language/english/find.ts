/** What the finder says. */
export const englishFind = {
  'find.by.companion': 'Company',
  'find.by.note': 'Note',
  'find.by.amount': 'On the bill',
} as const satisfies Readonly<Record<string, string>>
