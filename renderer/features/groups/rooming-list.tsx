import { useCallback, useState, type KeyboardEvent } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { isOverridable } from '../../../shared/domain/stay/check-in-blockers.ts'
import { isExpected } from '../../../shared/domain/stay/status.ts'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf, keyFor } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Group, GroupStay, GroupTask } from './group-dialog.tsx'
import { GroupFacts } from './group-facts.tsx'
import { RoomingCells, speakMember } from './rooming-cells.tsx'

export type RowResult = CallOutput<'group.checkIn'>['results'][number]

interface RoomingListProps {
  readonly group: Group
  readonly onTask: (task: GroupTask) => void
  readonly onOpenBooking: (bookingId: string) => void
  readonly onDone: () => void
}

/** Who sleeps where; all who can go in go in at once, and each of the others says what is in the way. */
export function RoomingList({ group, onTask, onOpenBooking, onDone }: RoomingListProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const checkIn = useAction('group.checkIn')
  const checkOut = useAction('group.checkOut')
  const tell = useNotices((state) => state.tell)
  const [results, setResults] = useState<readonly RowResult[]>([])
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { groupId } = group
  const resultOf = new Map(results.map((result) => [result.bookingId, result]))
  // whom a word of the clerk's own would let in
  const soft = results.filter(({ blockers }) => blockers.length > 0 && blockers.every(isOverridable))
  const due = group.stays.filter((stay) => isExpected(stay.status) && stay.arrival <= businessDate)
  const leaving = group.stays.filter((stay) => stay.status === 'checked_in' && stay.departure <= businessDate)
  const running = checkIn.running || checkOut.running

  function take(kind: 'in' | 'out', done: readonly RowResult[]) {
    setResults(done)
    setReason('')
    setTried(false)
    const count = done.filter(({ ok }) => ok).length
    const all = done.length
    if (all === 0) tell({ tone: 'bad', text: t(kind === 'in' ? 'group.nobodyDue' : 'group.nobodyLeaves') })
    else {
      const text = t(kind === 'in' ? 'group.inResult' : 'group.outResult', { done: count, count: all })
      tell({ text, tone: count < all ? 'bad' : 'good' })
    }
  }

  async function letIn() {
    const done = await checkIn.run({ groupId })
    if (done) take('in', done.results)
  }

  async function letInAllTheSame() {
    setTried(true)
    if (reason.trim() === '') return
    const bookingIds = soft.map(({ bookingId }) => bookingId)
    const done = await checkIn.run({ groupId, bookingIds, override: { reason: reason.trim() } })
    if (done) take('in', done.results)
  }

  async function letOut() {
    const done = await checkOut.run({ groupId })
    if (done) take('out', done.results)
  }

  function act(event: KeyboardEvent): boolean {
    const name = keyFor(event, ['group'])
    if (name === 'groupNames') onTask('names')
    else if (name === 'groupRooms') onTask('rooms')
    else if (name === 'groupAdd') onTask('add')
    else if (name === 'groupPay') onTask('pay')
    else if (name === 'groupChange') onTask('change')
    else if (name === 'groupIn') void letIn()
    else if (name === 'groupOut') void letOut()
    else return false
    return true
  }

  function handleKey(stay: GroupStay, event: KeyboardEvent): boolean {
    if (keyFor(event, ['queue']) !== 'nextStep') return act(event)
    onOpenBooking(stay.bookingId)
    return true
  }

  const cellsOf = useCallback(
    (stay: Row) => <RoomingCells group={group} stay={stay} result={stay.result} />,
    [group],
  )
  const spokenOf = useCallback((stay: Row) => speakMember(t, group, stay, stay.result), [t, group])
  const rows = group.stays.map((stay): Row => ({ ...stay, result: resultOf.get(stay.bookingId) ?? null }))

  return (
    <Dialog
      width="full"
      title={
        <>
          {group.name} <span className="faint">{group.code}</span>
        </>
      }
      closeLabel={t('action.close')}
      onClose={onDone}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the list also where one of the buttons has the focus */}
      <div
        className="group-body"
        onKeyDown={(event) => isTyping(event) || (act(event) && event.preventDefault())}
      >
        <div className="group-top">
          <GroupFacts group={group} />
          <div className="group-acts">
            <Button {...hintOf('groupNames')} onPress={() => onTask('names')}>
              {t('group.names')}
            </Button>
            <Button {...hintOf('groupRooms')} onPress={() => onTask('rooms')}>
              {t('group.rooms')}
            </Button>
            <Button {...hintOf('groupAdd')} onPress={() => onTask('add')}>
              {t('group.add')}
            </Button>
            <Button {...hintOf('groupPay')} onPress={() => onTask('pay')}>
              {t('group.pay')}
            </Button>
            <Button {...hintOf('groupChange')} onPress={() => onTask('change')}>
              {t('group.change')}
            </Button>
            <Button
              kind={due.length > 0 ? 'primary' : 'plain'}
              {...hintOf('groupIn')}
              isBusy={running}
              onPress={() => void letIn()}
            >
              {t('group.checkIn')}
            </Button>
            <Button
              kind={leaving.length > 0 ? 'primary' : 'plain'}
              {...hintOf('groupOut')}
              isBusy={running}
              onPress={() => void letOut()}
            >
              {t('group.checkOut')}
            </Button>
          </div>
        </div>
        <Refusal error={checkIn.error ?? checkOut.error} />
        {soft.length > 0 && (
          <EnterForm
            className="group-same"
            action={t('group.checkIn')}
            onEnter={() => void letInAllTheSame()}
          >
            <TextField
              label={t('group.allTheSame', { count: soft.length })}
              value={reason}
              onChange={setReason}
              maxLength={200}
              problem={tried && reason.trim() === '' ? t('group.sayWhy') : undefined}
            />
            <Button isBusy={running} onPress={() => void letInAllTheSame()}>
              {t('group.checkIn')}
            </Button>
          </EnterForm>
        )}
        <div className="group-list">
          <RowList
            label={t('group.list')}
            rows={rows}
            idOf={bookingIdOf}
            idName="member-id"
            spokenOf={spokenOf}
            cellsOf={cellsOf}
            rowClassName="group-line"
            onRowKey={handleKey}
            empty={t('groups.empty')}
            autoFocus
            focusAsked={results.length}
          />
        </div>
      </div>
    </Dialog>
  )
}

type Row = GroupStay & { readonly result: RowResult | null }

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement
}

function bookingIdOf({ bookingId }: GroupStay): string {
  return bookingId
}
