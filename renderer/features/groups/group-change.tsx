import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import { AgreementFields, isReleaseTooEarly, type Agreement } from './agreement-fields.tsx'
import type { Group } from './group-dialog.tsx'
import { GroupFacts } from './group-facts.tsx'
import { GroupTaskDialog } from './group-task-dialog.tsx'

interface GroupChangeProps {
  readonly group: Group
  readonly onBack: () => void
}

/** What is said of a group: its name, its company, who pays and until when rooms are kept. */
export function GroupChange({ group, onBack }: GroupChangeProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const save = useAction('group.update')
  const tell = useNotices((state) => state.tell)
  const [name, setName] = useState(group.name)
  const [tried, setTried] = useState(false)
  const releaseSoFar = group.releaseDate ?? ''
  const [agreement, setAgreement] = useState<Agreement>(() => ({
    company: group.company,
    paysRooms: group.paysRooms,
    releaseDate: releaseSoFar,
    notes: group.notes,
  }))
  const { releaseDate, ...rest } = agreement
  const isNewRelease = releaseDate !== releaseSoFar

  async function finish() {
    setTried(true)
    if (name.trim() === '' || (isNewRelease && isReleaseTooEarly(agreement, businessDate))) {
      return showProblem()
    }
    const change = { ...rest, name: name.trim(), ...(isNewRelease && { releaseDate }) }
    if (!(await save.run({ groupId: group.groupId, ...change }))) return showProblem()
    tell({ text: t('done.groupChanged', { name: name.trim() }) })
    onBack()
  }

  return (
    <GroupTaskDialog
      group={group}
      task={t('group.change')}
      action={t('group.changeSave')}
      isBusy={save.running}
      onFinish={() => void finish()}
      onBack={onBack}
    >
      <div className="stack">
        <GroupFacts group={group} />
        <Refusal error={save.error} />
        <TextField
          label={t('group.new.name')}
          value={name}
          onChange={setName}
          maxLength={100}
          problem={tried && name.trim() === '' ? t('group.new.nameProblem') : undefined}
          autoFocus
        />
        <AgreementFields
          agreement={agreement}
          onChange={(part) => {
            setAgreement((before) => ({ ...before, ...part }))
            save.clear()
          }}
          releaseSoFar={releaseSoFar}
        />
      </div>
    </GroupTaskDialog>
  )
}
