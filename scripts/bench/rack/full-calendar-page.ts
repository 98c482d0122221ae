import { Calendar } from '@fullcalendar/core'
import resourceTimeline from '@fullcalendar/resource-timeline'
import type { PeerPage } from './peer.ts'

/** FullCalendar's resource timeline, a resource a room. */
function fullCalendarPage(): PeerPage {
  let calendar: Calendar | undefined
  return {
    draw(place, { rooms, stays, from, to }) {
      calendar = new Calendar(place, {
        plugins: [resourceTimeline],
        schedulerLicenseKey: 'CC-Attribution-NonCommercial-NoDerivatives',
        initialView: 'days',
        initialDate: from,
        views: {
          days: {
            type: 'resourceTimeline',
            visibleRange: { start: from, end: to },
            slotDuration: { days: 1 },
          },
        },
        height: '100%',
        slotMinWidth: 20,
        resourceAreaWidth: 110,
        headerToolbar: false,
        resources: rooms.map((id) => ({ id, title: id })),
        events: stays.map(({ id, room, from: start, to: end, guest }) => ({
          id,
          resourceId: room,
          start: `${start}T12:00:00`,
          end: `${end}T12:00:00`,
          title: guest,
        })),
      })
      calendar.render()
    },
    move(id, room) {
      const event = calendar?.getEventById(id)
      event?.setResources([room])
    },
  }
}

window.peer = fullCalendarPage()
