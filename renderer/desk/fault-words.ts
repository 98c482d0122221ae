import type { RowFault } from '../../shared/contract/fault.ts'
import type { Words } from '../language/use-words.ts'
import { reasonText, sayIfKnown } from './command-words.ts'

/**
 * Why the server would not have it, with the value at fault where one is known: "the server refused a value: the
 * departure date". Never the server's own words.
 */
export function faultWords(t: Words, reason: string, fault: RowFault | null): string {
  const said = reasonText(t, reason)
  const field = fault === null ? null : sayIfKnown(t, `field.${fault.field}`)
  return field === null ? said : t('fault.named', { reason: said, field })
}
