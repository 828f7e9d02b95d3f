/** The pages of the navigation, each with the key that follows `g`. */
export const pages = [
  { id: 'home', href: '/', key: 'h' },
  { id: 'alerts', href: '/alerts', key: 'l' },
  { id: 'chains', href: '/chains', key: 'c' },
  { id: 'functions', href: '/functions', key: 'f' },
  { id: 'pods', href: '/pods', key: 'p' },
  { id: 'configs', href: '/configs', key: 'o' },
  { id: 'networks', href: '/networks', key: 'n' },
  { id: 'upgrades', href: '/upgrades', key: 'u' },
  { id: 'activity', href: '/activity', key: 'a' },
  { id: 'wall', href: '/wall', key: 'w' },
  { id: 'displays', href: '/displays', key: 'd' },
] as const;
export type PageId = (typeof pages)[number]['id'];
