import { DataSet } from 'vis-data'
import { Timeline } from 'vis-timeline'
import type { PeerPage } from './peer.ts'

/** vis-timeline with a group a room, set as its documentation advises for large sets. */
function visPage(): PeerPage {
  const items = new DataSet<{ id: string; group: string; start: string; end: string; content: string }>()
  return {
    draw(place, { rooms, stays, from, to }) {
      items.add(
        stays.map(({ id, room, from: start, to: end, guest }) => ({
          id,
          group: room,
          start: `${start}T12:00:00`,
          end: `${end}T12:00:00`,
          content: guest,
        })),
      )
      const timeline = new Timeline(place, items, new DataSet(rooms.map((id) => ({ id, content: id }))), {
        start: from,
        end: to,
        height: '100%',
        stack: false,
        editable: { updateGroup: true, updateTime: true },
        verticalScroll: true,
        horizontalScroll: true,
        zoomable: false,
        orientation: 'top',
        margin: { item: 2 },
      })
      timeline.setWindow(from, to, { animation: false })
    },
    move: (id, group) => void items.updateOnly({ id, group }),
  }
}

window.peer = visPage()
