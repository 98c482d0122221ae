import { useState, type SubmitEvent } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Entrance } from '../../ui/entrance.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Joins this machine to a hotel, once, with the code that the hotel's manager gives. */
export function EnrolScreen() {
  const t = useWords()
  const enrol = useAction('terminal.enrol')
  const [code, setCode] = useState('')
  const [terminalName, setTerminalName] = useState('')
  const complete = code.trim() !== '' && terminalName.trim() !== ''

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (complete) void enrol.run({ code: code.trim(), terminalName: terminalName.trim() })
  }

  return (
    <Entrance title={t('enrol.title')} intro={t('enrol.intro')}>
      <form className="entrance-form" onSubmit={submit}>
        <TextField
          label={t('enrol.code')}
          help={t('enrol.codeHelp')}
          value={code}
          onChange={setCode}
          autoFocus
          autoComplete="off"
          maxLength={40}
        />
        <TextField
          label={t('enrol.name')}
          help={t('enrol.nameHelp')}
          value={terminalName}
          onChange={setTerminalName}
          autoComplete="off"
          maxLength={60}
        />
        <Refusal error={enrol.error} />
        <Button type="submit" kind="primary" size="large" isDisabled={!complete} isBusy={enrol.running}>
          {enrol.running ? t('enrol.running') : t('enrol.submit')}
        </Button>
      </form>
    </Entrance>
  )
}
