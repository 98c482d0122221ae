import { english } from '../../language/english.ts'
import type { MessageKey } from '../../language/catalogue.ts'
import type { Words } from '../../language/use-words.ts'

/** What a column is called at the desk; one that has no name here keeps its own, without the underscores. */
export function columnName(t: Words, column: string): string {
  const key = `column.of.${column}`
  return isMessageKey(key) ? t(key) : column.replaceAll('_', ' ')
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(english, key)
}
