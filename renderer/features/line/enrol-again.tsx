import { useState, type SubmitEvent } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** A new code for a terminal that the server does not know any more: it goes on under its name, with all its work. */
export function EnrolAgain() {
  const t = useWords()
  const { value: status } = useCall('terminal.status', {})
  const enrol = useAction('terminal.enrol')
  const [code, setCode] = useState('')
  const terminalName = status?.terminalName ?? status?.series ?? ''
  const complete = code.trim() !== '' && terminalName !== ''

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (complete) void enrol.run({ code: code.trim(), terminalName })
  }

  return (
    <form onSubmit={submit}>
      <TextField
        label={t('enrol.code')}
        help={t('line.enrolAgainHelp')}
        value={code}
        onChange={setCode}
        autoComplete="off"
        maxLength={40}
      />
      <Refusal error={enrol.error} />
      <Button type="submit" size="small" isDisabled={!complete} isBusy={enrol.running}>
        {t('line.enrolAgain')}
      </Button>
    </form>
  )
}
