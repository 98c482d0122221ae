import { useState } from 'react'
import type { CallName } from '../../shared/contract/index.ts'
import { useAction } from '../bridge/use-action.ts'
import { useCall } from '../bridge/use-call.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EnterForm } from '../ui/enter-form.tsx'
import { NoticeBox } from '../ui/notice-box.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Word } from './approval.tsx'
import { pinIssueOf } from './pin-issue.ts'
import { Refusal } from './refusal.tsx'
import { useFinishKey } from './use-finish-key.ts'

interface ApprovalDialogProps {
  readonly call: CallName
  readonly why: readonly string[]
  /** Whoever is signed in answers for it themselves. */
  readonly mayAnswer: boolean
  readonly onDone: (word: Word | null) => void
}

/** A manager answers for something, by PIN, at a clerk's desk; the clerk stays signed in, and both names are kept. */
export function ApprovalDialog({ call, why, mayAnswer, onDone }: ApprovalDialogProps) {
  const t = useWords()
  const approve = useAction('session.approve')
  const known = useCall('session.known', {}).value?.staff
  const managers = known?.filter((staff) => staff.isManager) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [secret, setSecret] = useState('')
  const [byPassword, setByPassword] = useState(false)
  const manager = managers.find(({ username }) => username === chosen) ?? managers[0]
  const isPin = manager?.hasPin === true && !byPassword

  async function finish() {
    if (mayAnswer) return onDone({})
    if (manager === undefined || secret === '') return
    const given = await approve.run({
      username: manager.username,
      secret: isPin ? { kind: 'pin', pin: secret } : { kind: 'password', password: secret },
      call,
    })
    setSecret('')
    if (given) onDone({ approvalId: given.approvalId })
  }

  useFinishKey(() => void finish())

  const finishLabel = t(mayAnswer ? 'approval.mine' : 'approval.give')
  return (
    <Dialog
      title={t('approval.title')}
      closeLabel={t('action.close')}
      onClose={() => onDone(null)}
      isReading={known === undefined}
      width="narrow"
      footer={
        <>
          <Button onPress={() => onDone(null)}>{t('action.cancel')}</Button>
          <Button
            kind="primary"
            isBusy={approve.running}
            isDisabled={!mayAnswer && (manager === undefined || secret === '')}
            onPress={() => void finish()}
            autoFocus={mayAnswer}
          >
            {finishLabel}
          </Button>
        </>
      }
    >
      <EnterForm action={finishLabel} onEnter={() => void finish()}>
        <ul className="approval-why">
          {why.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {mayAnswer ? (
          <p className="soft">{t('approval.mineHelp')}</p>
        ) : known !== undefined && manager === undefined ? (
          <NoticeBox tone="warn">{t('approval.nobody')}</NoticeBox>
        ) : manager === undefined ? null : (
          <>
            <Select
              label={t('approval.who')}
              value={manager.username}
              choices={managers.map(({ username, fullName }) => ({ value: username, label: fullName }))}
              onChange={(username) => {
                setChosen(username)
                setSecret('')
              }}
            />
            <TextField
              key={isPin ? 'pin' : 'password'}
              label={t(isPin ? 'approval.pin' : 'signIn.password')}
              type="password"
              inputMode={isPin ? 'numeric' : 'text'}
              value={secret}
              onChange={setSecret}
              autoComplete="off"
              maxLength={200}
              autoFocus
            />
            {manager.hasPin && (
              <Button
                kind="quiet"
                size="small"
                onPress={() => {
                  setByPassword(!byPassword)
                  setSecret('')
                }}
              >
                {t(byPassword ? 'approval.usePin' : 'approval.usePassword')}
              </Button>
            )}
            <Refusal error={isPin ? pinIssueOf(approve.error) : approve.error} />
          </>
        )}
      </EnterForm>
    </Dialog>
  )
}
