export * from './order';
export { users3 as people } from './usres';
