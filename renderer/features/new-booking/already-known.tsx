import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'
import { useCall } from '../../bridge/use-call.ts'
import { AlikeFacts } from '../../desk/alike-facts.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { useLast } from '../../ui/use-last.ts'

interface AlreadyKnownProps {
  readonly guest: Extract<GuestChoice, { kind: 'new' }>
  readonly onKnown: (guest: { readonly guestId: string; readonly fullName: string }) => void
}

/** Says while somebody new is typed that they look like somebody on record, also where a letter differs. */
export function AlreadyKnown({ guest, onKnown }: AlreadyKnownProps) {
  const t = useWords()
  const { fullName, email, phone } = guest
  const { value } = useCall('guest.duplicates', { fullName, email: isMail(email) ? email : '', phone })
  const alike = (useLast(value?.guests) ?? []).slice(0, 3)
  return (
    <div aria-live="polite">
      {alike.length > 0 && (
        <NoticeBox tone="warn">
          <ul className="already-known">
            {alike.map((known) => (
              <li key={known.guestId}>
                <strong className="cut">{t('alike.looksLike', { guest: known.fullName })}</strong>
                <AlikeFacts guest={known} />
                <Button size="small" onPress={() => onKnown(known)}>
                  <span className="cut">{t('alike.use', { guest: known.fullName })}</span>
                </Button>
              </li>
            ))}
          </ul>
        </NoticeBox>
      )}
    </div>
  )
}

/** Half an address is nobody's. */
function isMail(text: string): boolean {
  return /^\S+@\S+\.\S+$/.test(text.trim())
}
