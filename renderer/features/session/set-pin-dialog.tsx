import { useState } from 'react'
import { pinForm } from '../../../shared/domain/staff/pin.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'

/** A short number for whoever is signed in, at this desk alone. */
export function SetPinDialog({ onDone }: { readonly onDone: () => void }) {
  const t = useWords()
  const set = useAction('session.setPin')
  const tell = useNotices((state) => state.tell)
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)

  async function finish() {
    setTried(true)
    if (!pinForm.test(pin) || pin !== again) return showProblem()
    const done = await set.run({ pin })
    if (!done) return showProblem()
    tell({ text: t('pin.done') })
    onDone()
  }

  return (
    <Dialog
      title={t('pin.set')}
      closeLabel={t('action.close')}
      onClose={onDone}
      width="narrow"
      footer={
        <>
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button kind="primary" isBusy={set.running} onPress={() => void finish()}>
            {t('pin.save')}
          </Button>
        </>
      }
    >
      <EnterForm action={t('pin.save')} onEnter={() => void finish()}>
        <TextField
          label={t('pin.new')}
          help={t('pin.help')}
          type="password"
          inputMode="numeric"
          value={pin}
          onChange={setPin}
          problem={tried && !pinForm.test(pin) ? t('pin.form') : undefined}
          maxLength={8}
          autoComplete="off"
          autoFocus
        />
        <TextField
          label={t('pin.again')}
          type="password"
          inputMode="numeric"
          value={again}
          onChange={setAgain}
          problem={tried && pin !== again ? t('pin.differs') : undefined}
          maxLength={8}
          autoComplete="off"
        />
        <Refusal error={set.error} />
      </EnterForm>
    </Dialog>
  )
}
