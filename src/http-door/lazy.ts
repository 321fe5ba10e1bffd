// What the door loads when it is first asked for it.

/** When a test first asks for what is below `/_localkms/` */
export function loadAdministration(): Promise<typeof import('./administration/administer.js')> {
  return import('./administration/administer.js');
}
