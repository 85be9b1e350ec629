export * from './orders';
export { users3 as people } from './users';
