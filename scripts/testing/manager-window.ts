import type { TestHotel } from '../../shared/testing/hotel.ts'
import type { TestWindow, WindowWishes } from './test-window.ts'

type Open = (hotel: TestHotel, wishes?: WindowWishes) => Promise<TestWindow>

/** A clerk's window at a desk where Rita, the manager, has the PIN 8091. */
export async function openBesideManager(
  open: Open,
  hotel: TestHotel,
  wishes: WindowWishes = {},
): Promise<TestWindow> {
  hotel.add('user_profiles', {
    id: hotel.ids.fresh(),
    email: 'rita@hotel.test',
    username: 'rita',
    full_name: 'Rita Manager',
    role: 'manager',
  })
  const window = await open(hotel, { ...wishes, signedOut: true })
  const { page, calls } = window
  await calls.ask('session.signIn', { username: 'rita', password: 'right' })
  await calls.ask('session.setPin', { pin: '8091' })
  await calls.signIn()
  await page.reload()
  await page.locator('.row-list').waitFor()
  return window
}
