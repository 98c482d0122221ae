import { Button as AriaButton } from 'react-aria-components'
import { useCall } from '../../bridge/use-call.ts'
import { hintOf } from '../../desk/keys.ts'
import { useWords } from '../../language/use-words.ts'
import { Sign } from '../../ui/mark.tsx'
import './conflict-badge.css'

/** How many cards wait for somebody, at every terminal; nothing when none does. Said when it changes. */
export function ConflictBadge({ onGo }: { readonly onGo: () => void }) {
  const t = useWords()
  const { value } = useCall('conflict.count', {})
  const waiting = value?.waiting ?? 0
  return (
    <>
      {waiting > 0 && (
        <AriaButton
          className="conflict-badge"
          aria-keyshortcuts={hintOf('conflicts')['aria-keyshortcuts']}
          onPress={onGo}
        >
          <Sign shape="triangle" tone="bad" />
          {t('conflicts.badge', { count: waiting })}
        </AriaButton>
      )}
      <output className="unseen">{value && t('conflicts.announce', { count: waiting })}</output>
    </>
  )
}
