import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** A word to the next shift, in one's own words. */
export function LeaveWord() {
  const t = useWords()
  const add = useAction('note.add')
  const [body, setBody] = useState('')

  async function finish() {
    if (body.trim() === '') return
    if (await add.run({ kind: 'handover', body: body.trim() })) setBody('')
  }

  return (
    <section className="handover-form">
      <TextField label={t('note.body.handover')} lines={3} value={body} onChange={setBody} maxLength={2000} />
      <Button isDisabled={body.trim() === ''} isBusy={add.running} onPress={() => void finish()}>
        {t('handover.leaveWord')}
      </Button>
      <Refusal error={add.error} />
    </section>
  )
}
