import { useState } from 'react'
import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'

/** Forgets the person when they ask for it; said in full before it is done, for there is no way back. */
export function Erase({ guest }: { readonly guest: GuestProfile }) {
  const t = useWords()
  const erase = useAction('guest.anonymise')
  const tell = useNotices((state) => state.tell)
  const [asking, setAsking] = useState(false)

  async function finish() {
    const done = await erase.run({ guestId: guest.guestId })
    if (done) tell({ text: t('profile.eraseDone') })
    else showProblem()
  }

  if (!asking) {
    return (
      <div className="profile-group">
        <Button size="small" onPress={() => setAsking(true)}>
          {t('profile.erase')}
        </Button>
      </div>
    )
  }
  return (
    <div className="profile-group">
      <NoticeBox tone="bad" announce title={t('profile.erase')}>
        <p>{t('profile.eraseWarn', { guest: guest.fullName })}</p>
      </NoticeBox>
      <Refusal error={erase.error} />
      <div className="profile-buttons">
        <Button size="small" autoFocus onPress={() => setAsking(false)}>
          {t('action.cancel')}
        </Button>
        <Button size="small" kind="danger" isBusy={erase.running} onPress={() => void finish()}>
          {t('profile.eraseYes')}
        </Button>
      </div>
    </div>
  )
}
