// Package e2e holds the black-box tests (整机测试): they build the program, start it on a free port and use it with a
// real browser as its users do. It imports no package of the product. It also holds the test of the import direction.
package e2e
