import type { Catalogue } from './catalogue.ts'
import { portugueseBlocks } from './portuguese/blocks.ts'
import { portugueseBoard } from './portuguese/board.ts'
import { portugueseConflicts } from './portuguese/conflicts.ts'
import { portugueseDay } from './portuguese/day.ts'
import { portugueseDeposit } from './portuguese/deposit.ts'
import { portugueseFaults } from './portuguese/faults.ts'
import { portugueseFind } from './portuguese/find.ts'
import { portugueseGroups } from './portuguese/groups.ts'
import { portugueseGuest } from './portuguese/guest.ts'
import { portugueseNotes } from './portuguese/notes.ts'
import { portugueseQueue } from './portuguese/queue.ts'
import { portugueseRack } from './portuguese/rack.ts'
import { portugueseWaitlist } from './portuguese/waitlist.ts'
import { portugueseStayChange } from './portuguese/stay-change.ts'
import { portugueseWalkIn } from './portuguese/walk-in.ts'
import { portugueseSync } from './portuguese/sync.ts'
import { portugueseErrors } from './portuguese/errors.ts'
import { portugueseDoor } from './portuguese/door.ts'
import { portugueseMoney } from './portuguese/money.ts'
import { portugueseStays } from './portuguese/stays.ts'
import { portugueseKeys } from './portuguese/keys.ts'
import { portugueseLine } from './portuguese/line.ts'

/** Every sentence of the window, in Portuguese (Portugal). */
export const portuguese: Catalogue = {
  ...portugueseErrors,
  ...portugueseDoor,
  ...portugueseMoney,
  ...portugueseStays,
  ...portugueseKeys,
  ...portugueseLine,
  ...portugueseBlocks,
  ...portugueseBoard,
  ...portugueseConflicts,
  ...portugueseDay,
  ...portugueseDeposit,
  ...portugueseFaults,
  ...portugueseFind,
  ...portugueseGroups,
  ...portugueseGuest,
  ...portugueseNotes,
  ...portugueseQueue,
  ...portugueseRack,
  ...portugueseStayChange,
  ...portugueseWaitlist,
  ...portugueseWalkIn,
  ...portugueseSync,
  'app.name': 'Front Desk',
  'app.opening': 'A abrir…',
  'app.lostTouch': 'O programa nesta máquina não responde. A tentar de novo…',
  'nav.label': 'Lugares',
  'nav.today': 'Hoje',
  'nav.rooms': 'Quartos',
  'bar.businessDate': 'Data hoteleira',
  'bar.find': 'Procurar hóspede, reserva, quarto, fatura, valor',
  'bar.newBooking': 'Nova reserva',
  'theme.system': 'Como o sistema',
  'theme.light': 'Claro',
  'theme.dark': 'Escuro',
  'room.inspected': 'Verificado',
  'room.clean': 'Limpo',
  'room.pickup': 'Retocar',
  'room.dirty': 'Sujo',
  'room.blocked': 'Fora de uso',
  'room.stillOccupied': 'Ainda ocupado',
  'action.undo': 'Desfazer',
  'action.dismiss': 'Fechar aviso',
  'action.close': 'Fechar',
  'action.cancel': 'Cancelar',
  'done.undone': '{code}: último passo desfeito',
  'done.assigned': '{guest}: quarto {room} atribuído',
  'done.checkedIn': '{guest} entrou, quarto {room}',
  'done.checkedOut': '{guest} saiu do quarto {room}',
  'done.paid': '{amount} recebidos, recibo {code}',
  'done.paidWithChange': '{amount} recebidos, recibo {code}. Dê {change} de troco',
  'done.charged': '{what}: {amount} na conta',
  'done.cancelled': '{code}, {guest}: cancelada',
  'done.booked': 'Reservado: {code}',
  'done.walkedIn': '{code}: entrou, quarto {room}',
  'notes.requests': 'Pedidos especiais',
  'notes.internal': 'Notas para os colegas',
  'notes.cancelled': 'Motivo do cancelamento',
  'room.looking': 'À procura de quartos livres…',
  'room.free': 'Quartos livres',
  'room.noneFree': 'Nenhum quarto está livre em todas as noites.',
  'room.anyType': 'Mostrar quartos de todos os tipos',
  'find.placeholder': 'Nome, reserva, quarto, valor, nota…',
  'find.hits': 'Encontrado',
  'find.hint': 'Qualquer parte serve. As setas escolhem, Enter abre.',
  'find.nothing': 'Nada encontrado para “{text}”.',
  'find.looking': 'A procurar…',
  'find.booking': 'Reserva',
  'find.guest': 'Hóspede',
  'find.room': 'Quarto',
  'rooms.filters': 'Que quartos',
  'rooms.filter.all': 'Todos',
  'rooms.filter.urgent': 'Limpar para chegada',
  'rooms.filter.toClean': 'Por limpar',
  'rooms.filter.ready': 'Livres e prontos',
  'rooms.filter.occupied': 'Ocupados',
  'rooms.floor': 'Piso',
  'rooms.inside': 'Dentro',
  'rooms.today': 'Hoje',
  'rooms.state': 'Estado',
  'rooms.set': 'Marcar',
  'rooms.occupied': 'Ocupado',
  'rooms.vacant': 'Vago',
  'rooms.arriving': 'Chegada',
  'rooms.dueOut': 'Partida',
  'rooms.none': 'Não há quartos assim.',
}
