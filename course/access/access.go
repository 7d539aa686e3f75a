// Package access decides who may do what (权限) and keeps the accounts, the login sessions and the lockout.
//
// An Actor is a person with the roles that the roster gives for today; a Permission is what a route or an operation
// needs; Actor.Scope says for which people, as SQL. The Gate lets people in: it promises that passwords and session
// tokens are stored only as hashes and never reach a log or an error, that a refused sign-in tells nothing about whether
// the login exists, and that what it does stands in the trail.
package access
