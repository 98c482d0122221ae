import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import type { ClosedDay } from './day-closed.tsx'
import { DayPart } from './day-part.tsx'
import { countInTheWay, toClose, type DayStatus, type Decision, type Decisions } from './decisions.ts'
import type { StayErrand } from './end-day-dialog.tsx'
import { NotArrived } from './not-arrived.tsx'
import { Overdue } from './overdue.tsx'
import { StayLine } from './stay-line.tsx'

interface DayChecklistProps {
  readonly status: DayStatus
  readonly decisions: Decisions
  readonly onDecide: (bookingId: string, decision: Decision) => void
  readonly onErrand: (errand: StayErrand) => void
  readonly onOpenBooking: (bookingId: string) => void
  readonly onConflicts: () => void
  readonly onClosed: (closed: ClosedDay) => void
  readonly onLeave: () => void
}

/** All that stands between this day and the next, at once, each thing beside what clears it. */
export function DayChecklist({ status, decisions, onDecide, onErrand, ...on }: DayChecklistProps) {
  const t = useWords()
  const { day, money } = useFormats()
  const close = useAction('day.close')
  const { businessDate, nextDate, dueOut, notArrived, movesDue, moneyConflicts, nightsToPost } = status
  const inTheWay = countInTheWay(status, decisions)
  const amount = money(status.nightsToPostMinor)

  async function finish() {
    const decided = toClose(status, decisions)
    const done = await close.run({ businessDate, ...decided })
    if (!done) return showProblem()
    on.onClosed({
      businessDate: done.businessDate,
      nights: nightsToPost,
      nightsMinor: status.nightsToPostMinor,
      noShows: decided.noShows.length,
      kept: decided.keepExpected.length,
    })
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      width="wide"
      title={t('day.title')}
      closeLabel={t('action.close')}
      onClose={on.onLeave}
      footer={
        <>
          <output className="dialog-foot-note soft">{t('day.left', { count: inTheWay })}</output>
          <Button onPress={on.onLeave}>{t('action.cancel')}</Button>
          <Button
            kind="primary"
            size="large"
            {...hintOf('finish')}
            isBusy={close.running}
            autoFocus={inTheWay === 0}
            onPress={() => void finish()}
          >
            {t('day.close')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="soft">
          {t('day.intro', { day: day(businessDate, 'weekday'), next: day(nextDate, 'weekday') })}
        </p>
        <Refusal error={close.error} />
        {!status.mayClose && <NoticeBox tone="bad">{t('day.mayNot')}</NoticeBox>}
        <DayPart title={t('day.dueOut')} none={t('day.dueOutNone')} count={dueOut.length} tone="bad">
          {dueOut.map((stay) => (
            <Overdue
              key={stay.bookingId}
              stay={stay}
              nextDate={nextDate}
              onErrand={onErrand}
              onOpen={on.onOpenBooking}
            />
          ))}
        </DayPart>
        <DayPart
          title={t('day.notArrived')}
          none={t('day.notArrivedNone')}
          count={notArrived.length}
          tone="warn"
        >
          {notArrived.map((stay) => (
            <NotArrived
              key={stay.bookingId}
              stay={stay}
              mustDecide={status.mustDecide.includes(stay.bookingId)}
              decision={decisions[stay.bookingId]}
              onDecide={(decision) => onDecide(stay.bookingId, decision)}
              onErrand={onErrand}
            />
          ))}
        </DayPart>
        {movesDue.length > 0 && (
          <DayPart title={t('day.moves')} none="" count={movesDue.length} tone="warn">
            {movesDue.map((stay) => (
              <StayLine key={stay.bookingId} stay={stay}>
                <Button size="small" onPress={() => on.onOpenBooking(stay.bookingId)}>
                  {t('day.openBooking')}
                  <span className="unseen">{stay.guestName}</span>
                </Button>
              </StayLine>
            ))}
          </DayPart>
        )}
        {moneyConflicts > 0 && (
          <NoticeBox tone="bad" title={t('day.money', { count: moneyConflicts })}>
            <Button size="small" onPress={on.onConflicts}>
              {t('day.toConflicts')}
            </Button>
          </NoticeBox>
        )}
        <NoticeBox tone="good">{t('day.nights', { count: nightsToPost, amount })}</NoticeBox>
        {status.unsent > 0 && <NoticeBox tone="quiet">{t('day.unsent', { count: status.unsent })}</NoticeBox>}
      </div>
    </Dialog>
  )
}
