import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { isExpected } from '../../../shared/domain/stay/status.ts'
import { useAction } from '../../bridge/use-action.ts'
import { GuestCombo } from '../../desk/guest-combo.tsx'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Pill } from '../../ui/mark.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import type { Group, GroupStay } from './group-dialog.tsx'
import { GroupFacts, isUnnamed } from './group-facts.tsx'
import { GroupTaskDialog } from './group-task-dialog.tsx'
import { guestOf, namesOfText, noName, type TypedName } from './typed-names.ts'

interface GroupNamesProps {
  readonly group: Group
  readonly onBack: () => void
}

/** Who sleeps where, typed row by row or pasted as a list; who is on record is found while the name is typed. */
export function GroupNames({ group, onBack }: GroupNamesProps) {
  const t = useWords()
  const save = useAction('group.nameGuests')
  const tell = useNotices((state) => state.tell)
  const [stays] = useState(() => group.stays.filter(({ status }) => isExpected(status)))
  const [typed, setTyped] = useState<Readonly<Record<string, TypedName>>>({})
  const [leftOver, setLeftOver] = useState(0)
  const [tried, setTried] = useState(false)
  const names = stays.flatMap(({ bookingId }) => {
    const guest = guestOf(typed[bookingId] ?? noName)
    return guest === null ? [] : [{ bookingId, guest }]
  })

  function write(bookingId: string, name: TypedName) {
    setTyped((before) => ({ ...before, [bookingId]: name }))
    save.clear()
  }

  /** A list of names goes into the rows from this one on; a name alone into its field. */
  function paste(index: number, event: ClipboardEvent) {
    const list = namesOfText(event.clipboardData.getData('text'))
    if (list.length < 2) return
    event.preventDefault()
    const rows = stays.slice(index)
    const pasted = rows.flatMap(({ bookingId }, place) => {
      const text = list[place]
      return text === undefined ? [] : [[bookingId, { text, guestId: null }] as const]
    })
    setTyped((before) => ({ ...before, ...Object.fromEntries(pasted) }))
    setLeftOver(Math.max(0, list.length - rows.length))
    save.clear()
  }

  async function finish() {
    setTried(true)
    if (names.length === 0) return showProblem()
    if (!(await save.run({ groupId: group.groupId, names }))) return showProblem()
    tell({ text: t('done.groupNamed', { name: group.name, count: names.length }) })
    onBack()
  }

  const refusedAt = Number(/^names\.(\d+)\./.exec(save.error?.field ?? '')?.[1] ?? -1)
  const refusedId = names[refusedAt]?.bookingId
  return (
    <GroupTaskDialog
      group={group}
      task={t('group.names')}
      action={t('group.namesSave', { count: names.length })}
      note={t('group.namesHelp')}
      wide
      isBusy={save.running}
      onFinish={() => void finish()}
      onBack={onBack}
    >
      <div className="stack">
        <GroupFacts group={group} />
        {refusedId === undefined && <Refusal error={save.error} />}
        {tried && names.length === 0 && <NoticeBox tone="bad">{t('group.nothingNamed')}</NoticeBox>}
        {leftOver > 0 && <NoticeBox tone="warn">{t('group.tooMany', { count: leftOver })}</NoticeBox>}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the fields in it have the focus; Enter goes from one to the next */}
        <ol className="group-names" onKeyDown={goOn}>
          {stays.map((stay, index) => (
            <NameRow
              key={stay.bookingId}
              stay={stay}
              index={index}
              named={isUnnamed(stay.guestName, group) ? null : stay.guestName}
              name={typed[stay.bookingId] ?? noName}
              problem={stay.bookingId === refusedId && save.error ? t(`error.${save.error.code}`) : undefined}
              onName={(name) => write(stay.bookingId, name)}
              onPaste={(event) => paste(index, event)}
            />
          ))}
        </ol>
      </div>
    </GroupTaskDialog>
  )
}

interface NameRowProps {
  readonly stay: GroupStay
  readonly index: number
  /** Who is on the list so far. */
  readonly named: string | null
  readonly name: TypedName
  readonly problem: string | undefined
  readonly onName: (name: TypedName) => void
  readonly onPaste: (event: ClipboardEvent) => void
}

function NameRow({ stay, index, named, name, problem, onName, onPaste }: NameRowProps) {
  const t = useWords()
  const room = stay.roomNumber ?? stay.roomTypeCode
  return (
    <li className="group-name" onPaste={onPaste}>
      <span className="group-name-room">
        <strong>{room}</strong>{' '}
        {stay.roomNumber !== null && <span className="faint">{stay.roomTypeCode}</span>}
      </span>
      <GuestCombo
        label={t('group.nameOf', { room, index: index + 1 })}
        hideLabel
        text={name.text}
        onText={(text) => onName({ text, guestId: null })}
        onChoose={({ guestId, fullName }) => onName({ text: fullName, guestId })}
        isSettled={name.guestId !== null}
        placeholder={named ?? t('group.unnamed')}
        problem={problem}
        autoFocus={index === 0}
      />
      <span>
        {name.guestId !== null && <Pill tone="good">{t('group.known')}</Pill>}
        {name.guestId === null && name.text.trim() !== '' && <Pill>{t('group.isNew')}</Pill>}
      </span>
    </li>
  )
}

/** Enter takes the name as it stands and goes to the next row, unless somebody is being chosen from the list. */
function goOn(event: KeyboardEvent): void {
  const { target, currentTarget } = event
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
  if (event.key !== 'Enter' || !plain || !(target instanceof HTMLInputElement)) return
  if (target.getAttribute('aria-activedescendant') !== null) return
  event.preventDefault()
  const fields = [...currentTarget.querySelectorAll('input')]
  const next = fields[fields.indexOf(target) + 1]
  next?.focus()
  next?.select()
}
