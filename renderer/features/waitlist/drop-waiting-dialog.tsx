import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { Waiting } from './waitlist-page.tsx'

const usual = ['elsewhere', 'plans', 'unreachable'] as const

interface DropWaitingDialogProps {
  readonly entry: Waiting
  readonly onDone: () => void
}

/** Somebody does not wait any longer; why stays on record. */
export function DropWaitingDialog({ entry, onDone }: DropWaitingDialogProps) {
  const t = useWords()
  const drop = useAction('waitlist.drop')
  const tell = useNotices((state) => state.tell)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)

  async function finish() {
    setTried(true)
    if (reason.trim() === '') return showProblem()
    if (!(await drop.run({ entryId: entry.entryId, reason: reason.trim() }))) return showProblem()
    tell({ text: t('done.dropped', { guest: entry.guestName }) })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      width="narrow"
      title={
        <>
          {t('wait.dropTitle')} <span className="faint">{entry.guestName}</span>
        </>
      }
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button kind="danger" {...hintOf('finish')} isBusy={drop.running} onPress={() => void finish()}>
            {t('wait.drop')}
          </Button>
        </>
      }
    >
      <EnterForm action={t('wait.drop')} onEnter={() => void finish()}>
        <TextField
          label={t('wait.dropWhy')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          problem={tried && reason.trim() === '' ? t('cancel.sayWhy') : undefined}
          autoFocus
        />
        <Chips
          label={t('wait.dropWhy')}
          choices={usual.map((name) => {
            const label = t(`wait.usual.${name}`)
            return { label, value: label }
          })}
          chosen={reason}
          onChoose={setReason}
        />
        <Refusal error={drop.error} />
      </EnterForm>
    </Dialog>
  )
}
