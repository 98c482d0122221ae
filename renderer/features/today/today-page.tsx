import { TabPanel, Tabs } from 'react-aria-components'
import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import { useCall } from '../../bridge/use-call.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { isQueueName, type QueueName } from './queue-name.ts'
import { QueueTiles } from './queue-tiles.tsx'
import { StayQueue } from './stay-queue.tsx'
import './today-page.css'

interface TodayPageProps {
  readonly queue: QueueName
  readonly onQueue: (queue: QueueName) => void
  /** The booking shown in the drawer beside the queue. */
  readonly openBookingId: string | null
  readonly onOpen: (bookingId: string | null) => void
  readonly onStep: (row: StayRow) => void
  /** Whoever only looks is not offered steps. */
  readonly maySteps: boolean
  readonly focus: ListFocus
}

/** The day as work: who comes, who goes, who is here, who has no room yet. */
export function TodayPage({
  queue,
  onQueue,
  openBookingId,
  onOpen,
  onStep,
  maySteps,
  focus,
}: TodayPageProps) {
  const t = useWords()
  const { value, error } = useCall('desk.today', {})
  return (
    <main className="today">
      <h1 className="unseen">{t('nav.today')}</h1>
      {!value && <Refusal error={error} />}
      {value && (
        <Tabs
          className="today-tabs"
          selectedKey={queue}
          onSelectionChange={(key) => isQueueName(key) && onQueue(key)}
        >
          <div className="today-tiles">
            <QueueTiles queues={value} />
          </div>
          <TabPanel key={queue} id={queue} className="today-panel">
            <StayQueue
              queue={queue}
              rows={value[queue].rows}
              openBookingId={openBookingId}
              onOpen={onOpen}
              onStep={onStep}
              maySteps={maySteps}
              focus={focus}
            />
          </TabPanel>
        </Tabs>
      )}
    </main>
  )
}
