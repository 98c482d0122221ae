import { english } from '../language/english.ts'
import type { MessageKey } from '../language/catalogue.ts'
import type { Words } from '../language/use-words.ts'

/** What a command is called at the desk; a command of a newer build keeps its own name. */
export function commandName(t: Words, name: string): string {
  return sayIfKnown(t, `command.${name}`) ?? name
}

/** The server's reason in words; one that this build does not know is said to be one. */
export function reasonText(t: Words, reason: string): string {
  return sayIfKnown(t, `reason.${reason}`) ?? t('reason.unknown')
}

/** What the catalogue has under a key that is put together from what the terminal says. */
export function sayIfKnown(t: Words, key: string): string | null {
  return isMessageKey(key) ? t(key) : null
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(english, key)
}
