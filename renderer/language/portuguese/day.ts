import type { englishDay } from '../english/day.ts'

export const portugueseDay = {
  'key.endDay': 'Fecho do dia',
  'day.title': 'Fecho do dia',
  'day.reading': 'A percorrer a casa…',
  'day.intro': 'Acaba {day}, começa {next}. Cada noite dormida é lançada na sua conta, com as suas taxas.',
  'day.mayNot':
    'Este terminal está sem linha. O dia é fechado onde a há, ou no terminal que o pode fazer sem ela.',
  'day.dueOut': 'Já deviam ter saído',
  'day.dueOutNone': 'Quem devia sair saiu.',
  'day.staysOn': 'Fica mais uma noite',
  'day.staysOnFor': 'Fica mais uma noite: {guest}',
  'day.checkOutFor': 'Check-out: {guest}',
  'day.openFor': 'Abrir a reserva de {guest}',
  'day.openBooking': 'Abrir',
  'day.notArrived': 'Esperados que não chegaram',
  'day.notArrivedNone': 'Quem era esperado chegou.',
  'day.decide': 'O que fazer de {guest}',
  'day.keep': 'Chega mais tarde',
  'day.noShowFree': 'Não compareceu, sem taxa',
  'day.noShowFee': 'Não compareceu, {amount}',
  'day.lastNight': 'Amanhã nada restaria desta estadia: tem de ser decidida hoje.',
  'day.checkInFor': 'Check-in: {guest}',
  'day.moves': 'Mudanças de quarto para hoje, ainda por fazer',
  'day.money':
    '{count, plural, one {Um pagamento espera} other {# pagamentos esperam}} que alguém diga a quem pertence.',
  'day.toConflicts': 'Resolver',
  'day.nights':
    '{count, plural, =0 {Não há noites por lançar.} one {Será lançada uma noite: {amount}} other {Serão lançadas # noites: {amount}}}',
  'day.unsent':
    '{count, plural, one {Um passo ainda não chegou} other {# passos ainda não chegaram}} ao servidor. Seguem com a sua própria hora.',
  'day.left':
    '{count, plural, =0 {Nada impede o fecho} one {Há uma coisa a impedir o fecho} other {Há # coisas a impedir o fecho}}',
  'day.close': 'Fechar o dia',
  'day.closed': 'Agora é {day}',
  'day.closedNights':
    '{count, plural, =0 {Nenhuma noite foi lançada} one {Foi lançada uma noite, {amount}} other {Foram lançadas # noites, {amount}}}',
  'day.closedNoShows':
    '{count, plural, =0 {Ninguém faltou} one {Um hóspede não compareceu} other {# hóspedes não compareceram}}',
  'day.closedKept':
    '{count, plural, =0 {Já não se espera ninguém desse dia} one {Ainda se espera um hóspede} other {Ainda se esperam # hóspedes}}',
  'day.goOn': 'Começar o dia',
  'command.day.close': 'Fecho do dia',
  'command.day.postNights': 'Noites lançadas',
} as const satisfies Record<keyof typeof englishDay, string>
