import { useState } from 'react'
import type { FolioLine } from '../../shared/contract/calls/booking.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EnterForm } from '../ui/enter-form.tsx'
import { showProblem } from '../ui/show-problem.ts'
import { TextField } from '../ui/text-field.tsx'
import { hintOf } from './keys.ts'
import { useNotices } from './notices.ts'
import { Refusal } from './refusal.tsx'
import { useAnsweredAction } from './use-answered-action.ts'
import { useFinishKey } from './use-finish-key.ts'
import { useFormats } from './use-formats.ts'
import { useLineWords } from './use-line-words.ts'

interface TakeBackProps {
  readonly bookingId: string
  readonly line: FolioLine
  readonly onDone: () => void
}

/** Takes a charge off a bill, with the reason; an older one by a manager's word. */
export function TakeBack({ bookingId, line, onDone }: TakeBackProps) {
  const t = useWords()
  const lineWords = useLineWords()
  const { money } = useFormats()
  const take = useAnsweredAction('folio.takeBack')
  const tell = useNotices((state) => state.tell)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const what = lineWords(line.description)
  const missing = reason.trim() === ''

  async function finish() {
    setTried(true)
    if (missing) return showProblem()
    const { transactionId } = line
    const done = await take.run({ bookingId, transactionId, reason: reason.trim() })
    if (!done) return showProblem()
    tell({ text: t('done.takenBack', { what, amount: money(line.amountMinor) }) })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <>
      <Dialog
        width="narrow"
        title={t('takeBack.title')}
        closeLabel={t('action.close')}
        onClose={onDone}
        footer={
          <>
            <Button onPress={onDone}>{t('action.cancel')}</Button>
            <Button kind="danger" {...hintOf('finish')} isBusy={take.running} onPress={() => void finish()}>
              {t('takeBack.title')}
            </Button>
          </>
        }
      >
        <EnterForm action={t('takeBack.title')} onEnter={() => void finish()}>
          <p>
            {what} <strong>{money(line.amountMinor)}</strong>
          </p>
          <TextField
            label={t('takeBack.reason')}
            help={t('takeBack.help')}
            value={reason}
            onChange={setReason}
            problem={tried && missing ? t('new.sayReason') : undefined}
            maxLength={200}
            autoFocus
          />
          <Refusal error={take.error} />
        </EnterForm>
      </Dialog>
      {take.approvalDialog}
    </>
  )
}
