import { useState } from 'react'
import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useApproval } from '../../desk/approval.tsx'
import { useMay } from '../../desk/may.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'

/** Is the guest wanted? Everybody sees that one is not; why, and the way on and off the list, are for managers. */
export function KeepOut({ guest }: { readonly guest: GuestProfile }) {
  const t = useWords()
  const may = useMay()('guest.update')
  const isReader = useMay()('guest.setBlacklist')
  const approval = useApproval('guest.setBlacklist')
  const set = useAction('guest.setBlacklist')
  const tell = useNotices((state) => state.tell)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { blacklisted } = guest
  const label = t(blacklisted ? 'profile.unbar' : 'profile.bar')

  async function finish() {
    setTried(true)
    if (reason.trim() === '') return showProblem()
    // a manager does it without being asked for more; anybody else needs one beside them
    const word = isReader ? {} : await approval.ask([label])
    if (word === null) return
    const done = await set.run({
      guestId: guest.guestId,
      blacklisted: !blacklisted,
      reason: reason.trim(),
      ...word,
    })
    if (!done) return showProblem()
    tell({ text: t(blacklisted ? 'profile.unbarDone' : 'profile.barDone', { guest: guest.fullName }) })
    setAsking(false)
    setReason('')
    setTried(false)
  }

  return (
    <div className="profile-group">
      {blacklisted && (
        <NoticeBox tone="bad" title={t('profile.barred')}>
          {guest.blacklistReason !== '' && <p>{guest.blacklistReason}</p>}
          {!isReader && <p>{t('profile.barredAsk')}</p>}
        </NoticeBox>
      )}
      {may && !asking && (
        <Button size="small" onPress={() => setAsking(true)}>
          {label}
        </Button>
      )}
      {may && asking && (
        <EnterForm action={label} onEnter={() => void finish()}>
          <TextField
            label={t('profile.barReason')}
            help={t('profile.barReasonHelp')}
            value={reason}
            onChange={setReason}
            problem={tried && reason.trim() === '' ? t('profile.sayWhy') : undefined}
            maxLength={500}
            autoFocus
          />
          <Refusal error={set.error} />
          <div className="profile-buttons">
            <Button size="small" onPress={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
            <Button
              size="small"
              kind={blacklisted ? 'primary' : 'danger'}
              isBusy={set.running}
              onPress={() => void finish()}
            >
              {label}
            </Button>
          </div>
        </EnterForm>
      )}
      {approval.dialog}
    </div>
  )
}
