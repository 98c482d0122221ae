import { useWords } from '../language/use-words.ts'
import { Sign } from '../ui/mark.tsx'

/** The dot on a record that is not yet on the server; nothing when it is. */
export function Unsent({
  unsent,
  willConflict = false,
  attention = false,
}: {
  readonly unsent: boolean
  readonly willConflict?: boolean
  readonly attention?: boolean
}) {
  const t = useWords()
  if (attention) return <Sign shape="triangle" tone="bad" label={t('record.needsAttention')} />
  if (willConflict) return <Sign shape="triangle" tone="warn" label={t('record.willConflict')} />
  if (unsent) return <Sign shape="ring" tone="accent" label={t('record.unsent')} />
  return null
}
